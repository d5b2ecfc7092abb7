/** Samples row by row. */
export interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The component enlarged by whole factors as libjpeg-turbo 3 does it: doubled sides are interpolated
 * (3/4 of the nearest sample, 1/4 of the next nearest, rounded up and down in turn), all others
 * repeated, as are rows of up to two samples.
 */
export function upsample(plane: Plane, across: number, down: number): Plane {
  if (across === 1 && down === 1) return plane;
  if (across === 1 && down === 2) return doubledRows(plane);
  if (across === 2 && plane.width > 2 && down === 1) return doubledColumns(plane);
  if (across === 2 && plane.width > 2 && down === 2) return doubledBoth(plane);
  return repeated(plane, across, down);
}

function repeated({ data, width, height }: Plane, across: number, down: number): Plane {
  const result = new Uint8Array(width * across * height * down);
  let to = 0;
  for (let y = 0; y < height * down; y++) {
    const row = Math.floor(y / down) * width;
    for (let x = 0; x < width; x++) {
      result.fill(data[row + x]!, to, to + across);
      to += across;
    }
  }
  return { data: result, width: width * across, height: height * down };
}

function doubledRows({ data, width, height }: Plane): Plane {
  const result = new Uint8Array(2 * width * height);
  for (let y = 0; y < 2 * height; y++) {
    const own = (y >> 1) * width;
    const next = neighbour(y, height) * width;
    const rounding = 1 + (y % 2);
    for (let x = 0; x < width; x++) {
      result[y * width + x] = (3 * data[own + x]! + data[next + x]! + rounding) >> 2;
    }
  }
  return { data: result, width, height: 2 * height };
}

function doubledColumns({ data, width, height }: Plane): Plane {
  const result = new Uint8Array(2 * width * height);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width, (y + 1) * width);
    const to = 2 * y * width;
    for (let x = 0; x < 2 * width; x++) {
      const next = neighbour(x, width);
      result[to + x] = (3 * row[x >> 1]! + row[next]! + 1 + (x % 2)) >> 2;
    }
  }
  return { data: result, width: 2 * width, height };
}

/** Rounded once, behind both. */
function doubledBoth({ data, width, height }: Plane): Plane {
  const result = new Uint8Array(4 * width * height);
  const sums = new Uint16Array(width);
  for (let y = 0; y < 2 * height; y++) {
    const own = (y >> 1) * width;
    const next = neighbour(y, height) * width;
    for (let x = 0; x < width; x++) sums[x] = 3 * data[own + x]! + data[next + x]!;
    const to = 2 * y * width;
    for (let x = 0; x < 2 * width; x++) {
      const sum = 3 * sums[x >> 1]! + sums[neighbour(x, width)]!;
      result[to + x] = (sum + 8 - (x % 2)) >> 4;
    }
  }
  return { data: result, width: 2 * width, height: 2 * height };
}

/** The sample next nearest to the doubled one at `i`: before it where `i` is even, else behind it. */
function neighbour(i: number, count: number): number {
  return i % 2 === 0 ? Math.max((i >> 1) - 1, 0) : Math.min((i >> 1) + 1, count - 1);
}
