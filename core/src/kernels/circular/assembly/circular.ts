// The circular convolution of layers/circular-convolution.ts and its inverse, 16 bytes at a time.
// An image has rows of `line` bytes, whole vectors, of which `pitch` count. A frame holds the same rows
// with `stride` bytes before and behind each that repeat the other end, a row above and a row below;
// they are `apart` bytes from each other. Bits stand eight rows in a byte: bit k of row y is that of
// row k * rows + y of the image; rows are `span` bytes and repeat their `pitch` bytes once.

/** Nine bytes, row by row. */
const KERNEL: usize = 1024;

@inline
function weight(tap: usize): v128 {
  return i16x8.splat(load<u8>(KERNEL + tap));
}

/** Repeats the rows' ends, the last row above and the first row below. */
export function wrap(frame: usize, pitch: usize, height: usize, stride: usize, apart: usize): void {
  for (let row: usize = 1; row <= height; row++) {
    const at = frame + row * apart;
    for (let i: usize = 0; i < stride; i++) {
      store<u8>(at + i, load<u8>(at + pitch + i));
      store<u8>(at + stride + pitch + i, load<u8>(at + stride + i));
    }
  }
  memory.copy(frame, frame + height * apart, apart);
  memory.copy(frame + (height + 1) * apart, frame + apart, apart);
}

/** Image: kernel x frame + bias. */
export function convolve(frame: usize, image: usize, line: usize, height: usize, stride: usize, apart: usize, bias: u32): void {
  const w0 = weight(0), w1 = weight(1), w2 = weight(2), w3 = weight(3), w4 = weight(4);
  const w5 = weight(5), w6 = weight(6), w7 = weight(7), w8 = weight(8);
  const low = i16x8.splat(255), start = i8x16.splat(<i8>bias);
  for (let row: usize = 0; row < height; row++) {
    for (let i: usize = 0; i < line; i += 16) {
      const up = frame + row * apart + i, here = up + apart, down = here + apart;
      const x0 = v128.load(up), x1 = v128.load(up + stride), x2 = v128.load(up + 2 * stride);
      const x3 = v128.load(here), x4 = v128.load(here + stride), x5 = v128.load(here + 2 * stride);
      const x6 = v128.load(down), x7 = v128.load(down + stride), x8 = v128.load(down + 2 * stride);
      // A word's low byte is right whatever stands above it; its high byte where zeros stand below.
      const even = sum9(x0, w0, x1, w1, x2, w2, x3, w3, x4, w4, x5, w5, x6, w6, x7, w7, x8, w8);
      const odd = sum9(
        v128.andnot(x0, low), w0, v128.andnot(x1, low), w1, v128.andnot(x2, low), w2,
        v128.andnot(x3, low), w3, v128.andnot(x4, low), w4, v128.andnot(x5, low), w5,
        v128.andnot(x6, low), w6, v128.andnot(x7, low), w7, v128.andnot(x8, low), w8,
      );
      v128.store(image + row * line + i, i8x16.add(start, v128.bitselect(even, odd, low)));
    }
  }
}

@inline
function sum9(
  x0: v128, w0: v128, x1: v128, w1: v128, x2: v128, w2: v128,
  x3: v128, w3: v128, x4: v128, w4: v128, x5: v128, w5: v128,
  x6: v128, w6: v128, x7: v128, w7: v128, x8: v128, w8: v128,
): v128 {
  const first = sum3(i16x8.mul(x0, w0), i16x8.mul(x1, w1), i16x8.mul(x2, w2));
  const second = sum3(i16x8.mul(x3, w3), i16x8.mul(x4, w4), i16x8.mul(x5, w5));
  return i16x8.add(first, i16x8.add(second, sum3(i16x8.mul(x6, w6), i16x8.mul(x7, w7), i16x8.mul(x8, w8))));
}

@inline
function sum3(a: v128, b: v128, c: v128): v128 {
  return i16x8.add(a, i16x8.add(b, c));
}

/** Takes the bias from every byte of the image. */
export function unbias(image: usize, bytes: usize, bias: u32): void {
  const b = i8x16.splat(<i8>bias);
  for (let at = image; at < image + bytes; at += 16) v128.store(at, i8x16.sub(v128.load(at), b));
}

/** Bits: the lowest of each byte of the image, `bands` rows (1, 2, 4 or 8) in a byte. */
export function parity(image: usize, bits: usize, pitch: usize, line: usize, rows: usize, bands: usize, span: usize): void {
  const one = i8x16.splat(1);
  for (let row: usize = 0; row < rows; row++) {
    const to = bits + row * span;
    for (let i: usize = 0; i < line; i += 16) {
      let sum = i8x16.splat(0);
      for (let band = bands; band-- > 0;) {
        const bit = v128.and(v128.load(image + (band * rows + row) * line + i), one);
        sum = v128.or(i8x16.add(sum, sum), bit);
      }
      v128.store(to + i, sum);
    }
    memory.copy(to + pitch, to, pitch);
  }
}

/** Convolves bits modulo 2 with the kernel, its taps `spacing` rows and `away` bytes from each other. */
export function spread(
  from: usize,
  to: usize,
  pitch: usize,
  line: usize,
  rows: usize,
  bands: usize,
  span: usize,
  spacing: usize,
  away: usize,
): void {
  const height = rows * bands;
  for (let row: usize = 0; row < rows; row++) {
    const out = to + row * span;
    memory.fill(out, 0, line);
    for (let tap: usize = 0; tap < 9; tap++) {
      if ((load<u8>(KERNEL + tap) & 1) == 0) continue;
      const down = tap / 3, right = tap % 3;
      const source = (row + height + down * spacing - spacing) % height;
      const column: usize = right == 0 ? pitch - away : right == 1 ? 0 : away;
      flip(from + (source % rows) * span + column, out, line, <i32>(source / rows), <i32>bands);
    }
    memory.copy(out + pitch, out, pitch);
  }
}

/** Exclusive or of a row with another one whose bands lie `turn` bands lower. */
@inline
function flip(from: usize, out: usize, line: usize, turn: i32, bands: i32): void {
  if (turn == 0) {
    for (let i: usize = 0; i < line; i += 16) v128.store(out + i, v128.xor(v128.load(out + i), v128.load(from + i)));
    return;
  }
  const lowest: i32 = (1 << bands) - 1;
  const inside = i8x16.splat(<i8>lowest);
  for (let i: usize = 0; i < line; i += 16) {
    const x = v128.load(from + i);
    const turned = v128.and(v128.or(i8x16.shr_u(x, turn), i8x16.shl(x, bands - turn)), inside);
    v128.store(out + i, v128.xor(v128.load(out + i), turned));
  }
}

/** Frame: 255 for a bit that is set and 0 for one that is not, still to be wrapped. */
export function unfold(
  bits: usize,
  frame: usize,
  line: usize,
  rows: usize,
  bands: usize,
  span: usize,
  stride: usize,
  apart: usize,
): void {
  for (let band: usize = 0; band < bands; band++) {
    const value: i32 = 1 << <i32>band;
    const bit = i8x16.splat(<i8>value);
    for (let row: usize = 0; row < rows; row++) {
      const to = frame + (band * rows + row + 1) * apart + stride;
      for (let i: usize = 0; i < line; i += 16)
        v128.store(to + i, i8x16.eq(v128.and(v128.load(bits + row * span + i), bit), bit));
    }
  }
}

@inline
function byteWeight(tap: usize): v128 {
  return v128.load8_splat(KERNEL + tap);
}

/** Takes from the image the kernel x the bits of the frame; what is left is even, and is halved. */
export function reduce(frame: usize, image: usize, line: usize, height: usize, stride: usize, apart: usize): void {
  const w0 = byteWeight(0), w1 = byteWeight(1), w2 = byteWeight(2), w3 = byteWeight(3), w4 = byteWeight(4);
  const w5 = byteWeight(5), w6 = byteWeight(6), w7 = byteWeight(7), w8 = byteWeight(8);
  for (let row: usize = 0; row < height; row++) {
    for (let i: usize = 0; i < line; i += 16) {
      const up = frame + row * apart + i, here = up + apart, down = here + apart, at = image + row * line + i;
      let left = i8x16.sub(v128.load(at), v128.and(w0, v128.load(up)));
      left = i8x16.sub(left, v128.and(w1, v128.load(up + stride)));
      left = i8x16.sub(left, v128.and(w2, v128.load(up + 2 * stride)));
      left = i8x16.sub(left, v128.and(w3, v128.load(here)));
      left = i8x16.sub(left, v128.and(w4, v128.load(here + stride)));
      left = i8x16.sub(left, v128.and(w5, v128.load(here + 2 * stride)));
      left = i8x16.sub(left, v128.and(w6, v128.load(down)));
      left = i8x16.sub(left, v128.and(w7, v128.load(down + stride)));
      left = i8x16.sub(left, v128.and(w8, v128.load(down + 2 * stride)));
      v128.store(at, i8x16.shr_u(left, 1));
    }
  }
}

/** Image: bytes of eight planes of bits, `plane` bytes from each other, the lowest first. */
export function join(bits: usize, plane: usize, image: usize, line: usize, rows: usize, bands: usize, span: usize): void {
  const one = i8x16.splat(1);
  for (let band: usize = 0; band < bands; band++) {
    for (let row: usize = 0; row < rows; row++) {
      const from = bits + row * span, to = image + (band * rows + row) * line;
      for (let i: usize = 0; i < line; i += 16) {
        let sum = i8x16.splat(0);
        for (let bit = 7; bit >= 0; bit--) {
          const x = v128.and(i8x16.shr_u(v128.load(from + <usize>bit * plane + i), <i32>band), one);
          sum = v128.or(i8x16.add(sum, sum), x);
        }
        v128.store(to + i, sum);
      }
    }
  }
}
