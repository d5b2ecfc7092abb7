/**
 * Convolutions of small integers, in which trained networks are shipped: every value is a whole number
 * that 32 bits hold, so that every machine computes the same.
 */

/** Samples of an image as planes: [channels, height, width]. */
export interface Planes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Int16Array;
}

/**
 * One layer: y = min(max((bias + Σ kernel · x + half) >> shift, low), high), where half is 2^(shift - 1);
 * what lies outside the image counts as 0.
 */
export interface IntegerConvolution {
  readonly outputs: number;
  readonly inputs: number;
  /** Height and width of the kernel, odd. */
  readonly side: number;
  /** [outputs, inputs, side, side] */
  readonly kernel: Int8Array;
  /** One number an output. */
  readonly bias: Int32Array;
  /** 1 to 16. */
  readonly shift: number;
  readonly low: number;
  readonly high: number;
}

/** What runs one layer: the reference below, or a kernel that is held to it. */
export type ConvolvePlanes = (layer: IntegerConvolution, x: Planes) => Planes;

/** No planes, of the size of others. */
export function noPlanes({ height, width }: Planes): Planes {
  return { channels: 0, height, width, data: new Int16Array() };
}

/** The planes of `a`, then those of `b`. */
export function stackPlanes(a: Planes, b: Planes): Planes {
  if (a.height !== b.height || a.width !== b.width) {
    throw new RangeError(
      `"b" expected planes of ${a.width}×${a.height}, got ${b.width}×${b.height}`,
    );
  }
  const data = new Int16Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return { channels: a.channels + b.channels, height: a.height, width: a.width, data };
}

/**
 * Runs one layer; the readable definition.
 *
 * @throws RangeError when the layer has other inputs, or numbers for which 32 bits are too few
 */
export function convolvePlanes(layer: IntegerConvolution, x: Planes): Planes {
  const { outputs, inputs, side, kernel, bias, shift, low, high } = layer;
  const { height, width } = x;
  refuseUnfit(layer, x);
  const plane = height * width;
  const taps = side * side;
  const reach = (side - 1) / 2;
  const half = 1 << (shift - 1);
  const data = new Int16Array(outputs * plane);
  const sums = new Int32Array(plane);
  for (let output = 0; output < outputs; output++) {
    sums.fill(bias[output]! + half);
    for (let tap = 0; tap < inputs * taps; tap++) {
      const weight = kernel[output * inputs * taps + tap]!;
      if (weight === 0) continue;
      const from = Math.floor(tap / taps) * plane;
      const down = Math.floor((tap % taps) / side) - reach;
      const right = (tap % side) - reach;
      for (let row = Math.max(0, -down); row < Math.min(height, height - down); row++) {
        const to = row * width;
        const seen = from + (row + down) * width + right;
        for (let column = Math.max(0, -right); column < Math.min(width, width - right); column++) {
          sums[to + column]! += weight * x.data[seen + column]!;
        }
      }
    }
    for (let i = 0; i < plane; i++) {
      data[output * plane + i] = Math.min(Math.max(sums[i]! >> shift, low), high);
    }
  }
  return { channels: outputs, height, width, data };
}

/** The largest distance of a sample from 0. */
export function largestMagnitude({ data }: Planes): number {
  let largest = 0;
  // By index: the iterator of a typed array takes several times as long, and this runs for every layer.
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  return largest;
}

/** @throws RangeError when the layer has other inputs, or numbers for which 32 bits are too few */
export function refuseUnfit(layer: IntegerConvolution, x: Planes): void {
  const { outputs, inputs, kernel, bias, shift } = layer;
  if (inputs !== x.channels) {
    throw new RangeError(`"x" expected ${inputs} planes, got ${x.channels}`);
  }
  const largest = largestMagnitude(x);
  const perOutput = kernel.length / outputs;
  for (let output = 0; output < outputs; output++) {
    let reach = Math.abs(bias[output]!) + (1 << (shift - 1));
    for (let i = 0; i < perOutput; i++) {
      reach += largest * Math.abs(kernel[output * perOutput + i]!);
    }
    if (reach >= 2 ** 31) {
      throw new RangeError(`"layer" expected sums below 2^31, got up to ${reach}`);
    }
  }
}
