// The keyed convolution of networks/hybrid/keyed-convolution.ts, on the raster as it lies: eight
// channels at once, each vector of image meeting the eight vectors of kernel that its place asks for.
import { FEATURE_BYTES, KERNEL } from "../layout";

@inline
function add(sum: v128, words: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(words, weights));
}

/** The four lanes of each of four sums, added. */
@inline
function fold(a: v128, b: v128, c: v128, d: v128): v128 {
  const x = i32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const y = i32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return i32x4.add(i64x2.shuffle(x, y, 0, 2), i64x2.shuffle(x, y, 1, 3));
}

/** Features of one half of the tile at `base`, `lines` lines, to `to`. */
function convolveTile(base: usize, pitch: usize, lines: usize, half: usize, to: usize): void {
  let even = base + half * pitch, odd = base + (1 - half) * pitch;
  for (let band = 0; band < 4; band++) {
    let s0 = i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    const count: usize = lines > 32 ? 32 : lines;
    lines -= count;
    let k: usize = KERNEL;
    for (const end: usize = k + (count << 6); k < end; k += 64) {
      const a = v128.load(even), b = v128.load(odd, 16), c = v128.load(even, 32), d = v128.load(odd, 48);
      let w = v128.load(k); s0 = add(s0, a, w);
      w = v128.load(k, 16); s1 = add(s1, a, w); s0 = add(s0, b, w);
      w = v128.load(k, 32); s2 = add(s2, a, w); s1 = add(s1, b, w); s0 = add(s0, c, w);
      w = v128.load(k, 48); s3 = add(s3, a, w); s2 = add(s2, b, w); s1 = add(s1, c, w); s0 = add(s0, d, w);
      w = v128.load(k, 64); s4 = add(s4, a, w); s3 = add(s3, b, w); s2 = add(s2, c, w); s1 = add(s1, d, w);
      w = v128.load(k, 80); s5 = add(s5, a, w); s4 = add(s4, b, w); s3 = add(s3, c, w); s2 = add(s2, d, w);
      w = v128.load(k, 96); s6 = add(s6, a, w); s5 = add(s5, b, w); s4 = add(s4, c, w); s3 = add(s3, d, w);
      w = v128.load(k, 112); s7 = add(s7, a, w); s6 = add(s6, b, w); s5 = add(s5, c, w); s4 = add(s4, d, w);
      w = v128.load(k, 128); s7 = add(s7, b, w); s6 = add(s6, c, w); s5 = add(s5, d, w);
      w = v128.load(k, 144); s7 = add(s7, c, w); s6 = add(s6, d, w);
      w = v128.load(k, 160); s7 = add(s7, d, w);
      even += 2 * pitch; odd += 2 * pitch;
    }
    const first: usize = KERNEL + (band << 5);
    v128.store(to, i16x8.add(fold(s0, s1, s2, s3), v128.load(first)));
    v128.store(to, i16x8.add(fold(s4, s5, s6, s7), v128.load(first, 16)), 16);
    to += 32;
  }
}

/** Features of one half of eight tiles side by side. */
export function convolve(base: usize, pitch: usize, rows: usize, half: usize, to: usize): void {
  for (let tile: usize = 0; tile < 8; tile++)
    convolveTile(base + (tile << 6), pitch, (rows + 1) >> 1, half, to + tile * FEATURE_BYTES);
}
