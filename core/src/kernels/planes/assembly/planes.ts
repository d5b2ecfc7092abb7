// The convolution of networks/integer-convolution.ts: eight pixels of four outputs at once. Taps come
// in pairs, because one instruction multiplies and adds two 16-bit numbers.
// Planes are 16-bit, their rows `pitch` bytes, with zeros around them as far as the kernel reaches.

/**
 * `taps` has for each tap the distance from a pixel's place in `input` to what the tap sees, 32 bits;
 * `weights` for each group of four outputs and each pair of taps four times two 16-bit weights;
 * `bias` a 32-bit number for each output, half a unit of the shifted result in it.
 * Rows of results are whole vectors, `line` bytes; a plane of them is `plane` bytes.
 */
export function convolve(
  taps: usize,
  pairs: usize,
  weights: usize,
  bias: usize,
  groups: usize,
  input: usize,
  pitch: usize,
  height: usize,
  output: usize,
  line: usize,
  shift: i32,
  low: i32,
  high: i32,
): void {
  const plane = line * height;
  const least = i32x4.splat(low), most = i32x4.splat(high);
  for (let group: usize = 0; group < groups; group++) {
    const b = bias + 16 * group;
    const b0 = v128.load32_splat(b), b1 = v128.load32_splat(b, 4), b2 = v128.load32_splat(b, 8), b3 = v128.load32_splat(b, 12);
    for (let row: usize = 0; row < height; row++) {
      for (let at: usize = 0; at < line; at += 16) {
        const here = input + row * pitch + at;
        let l0 = b0, h0 = b0, l1 = b1, h1 = b1, l2 = b2, h2 = b2, l3 = b3, h3 = b3;
        let w = weights + 16 * pairs * group;
        for (let tap = taps, end = taps + 8 * pairs; tap < end; tap += 8) {
          const x = v128.load(here + load<u32>(tap)), y = v128.load(here + load<u32>(tap, 4));
          const l = i16x8.shuffle(x, y, 0, 8, 1, 9, 2, 10, 3, 11), h = i16x8.shuffle(x, y, 4, 12, 5, 13, 6, 14, 7, 15);
          const w0 = v128.load32_splat(w), w1 = v128.load32_splat(w, 4), w2 = v128.load32_splat(w, 8), w3 = v128.load32_splat(w, 12);
          l0 = i32x4.add(l0, i32x4.dot_i16x8_s(l, w0));
          h0 = i32x4.add(h0, i32x4.dot_i16x8_s(h, w0));
          l1 = i32x4.add(l1, i32x4.dot_i16x8_s(l, w1));
          h1 = i32x4.add(h1, i32x4.dot_i16x8_s(h, w1));
          l2 = i32x4.add(l2, i32x4.dot_i16x8_s(l, w2));
          h2 = i32x4.add(h2, i32x4.dot_i16x8_s(h, w2));
          l3 = i32x4.add(l3, i32x4.dot_i16x8_s(l, w3));
          h3 = i32x4.add(h3, i32x4.dot_i16x8_s(h, w3));
          w += 16;
        }
        const to = output + 4 * group * plane + row * line + at;
        v128.store(to, bounded(l0, h0, shift, least, most));
        v128.store(to + plane, bounded(l1, h1, shift, least, most));
        v128.store(to + 2 * plane, bounded(l2, h2, shift, least, most));
        v128.store(to + 3 * plane, bounded(l3, h3, shift, least, most));
      }
    }
  }
}

@inline
function bounded(low: v128, high: v128, shift: i32, least: v128, most: v128): v128 {
  const l = i32x4.min_s(i32x4.max_s(i32x4.shr_s(low, shift), least), most);
  const h = i32x4.min_s(i32x4.max_s(i32x4.shr_s(high, shift), least), most);
  return i16x8.narrow_i32x4_s(l, h);
}
