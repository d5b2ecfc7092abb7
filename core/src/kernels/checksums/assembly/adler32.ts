// Adler-32 (RFC 1950) sixteen bytes at a time: s1 sums the bytes, s2 sums the values of s1.

import { INPUT } from "./input";

const BASE: u32 = 65521;
/** The most bytes after which s2 still fits 32 bits, in whole vectors. */
const RUN: usize = 5552;

@inline
function sum(v: v128): u32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

export function adler32(seed: u32, length: usize): u32 {
  let s1 = seed & 0xffff, s2 = seed >>> 16;
  const high = i16x8(16, 15, 14, 13, 12, 11, 10, 9), low = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  let at = INPUT, left = length;
  while (left >= 16) {
    const run = min(left & ~15, RUN);
    // Bytes so far, sums of that before each vector, and bytes weighted by their place in it.
    let bytes = i32x4.splat(0), before = i32x4.splat(0), weighted = i32x4.splat(0);
    for (const end = at + run; at < end; at += 16) {
      const v = v128.load(at);
      before = i32x4.add(before, bytes);
      bytes = i32x4.add(bytes, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(v), high));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(v), low));
    }
    s2 = (s2 + <u32>run * s1 + 16 * (sum(before) % BASE) + sum(weighted)) % BASE;
    s1 = (s1 + sum(bytes)) % BASE;
    left -= run;
  }
  for (const end = at + left; at < end; at++) {
    s1 += load<u8>(at);
    s2 += s1;
  }
  return (s2 % BASE << 16) | s1 % BASE;
}
