// The filters of PNG (sections 9 and 12.7), sixteen bytes at a time.

/** Bytes whose magnitudes are added before the sums are taken out: four lanes of 32 bits hold them. */
const RUN: usize = 1 << 20;

/** Paeth's predictor in bytes: the one of a, b and c that is nearest to a + b - c. */
@inline
function paeth(a: v128, b: v128, c: v128): v128 {
  const pa = v128.or(i8x16.sub_sat_u(b, c), i8x16.sub_sat_u(c, b));
  const pb = v128.or(i8x16.sub_sat_u(a, c), i8x16.sub_sat_u(c, a));
  // |(b - c) + (a - c)|: the sum of both distances when c lies on one side of a and b, which needs no
  // more than "255 or above", else their difference.
  const between = v128.xor(i8x16.ge_u(b, c), i8x16.ge_u(a, c));
  const difference = v128.or(i8x16.sub_sat_u(pa, pb), i8x16.sub_sat_u(pb, pa));
  const pc = v128.bitselect(difference, i8x16.add_sat_u(pa, pb), between);
  const useA = v128.and(i8x16.le_u(pa, pb), i8x16.le_u(pa, pc));
  return v128.bitselect(a, v128.bitselect(b, c, i8x16.le_u(pb, pc)), useA);
}

/** (a + b) >> 1. */
@inline
function average(a: v128, b: v128): v128 {
  const up = i8x16.avgr_u(a, b);
  return i8x16.sub(up, v128.and(v128.xor(a, b), i8x16.splat(1)));
}

/** Distances from zero of signed bytes, added to sums of 32 bits. */
@inline
function add(sum: v128, difference: v128): v128 {
  const magnitude = i8x16.abs(difference);
  return i32x4.add(sum, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(magnitude)));
}

@inline
function total(v: v128): u64 {
  const wide = i64x2.add(i64x2.extend_low_i32x4_u(v), i64x2.extend_high_i32x4_u(v));
  return i64x2.extract_lane(wide, 0) + i64x2.extract_lane(wide, 1);
}

@inline
function predict(filter: i32, a: v128, b: v128, c: v128): v128 {
  if (filter == 1) return a;
  if (filter == 2) return b;
  if (filter == 3) return average(a, b);
  return paeth(a, b, c);
}

/** The filter whose differences, but for those of the first pixel, have the smallest sum. */
function choose(row: usize, above: usize, length: usize, pixel: usize): i32 {
  let none: u64 = 0, sub: u64 = 0, up: u64 = 0, mean: u64 = 0, near: u64 = 0;
  let i = pixel;
  while (i < length) {
    const end = min(length, i + RUN);
    let none4 = i32x4.splat(0), sub4 = none4, up4 = none4, mean4 = none4, near4 = none4;
    for (; i < end; i += 16) {
      // What lies behind the row counts as zeros, whose differences are zero.
      const mask = i8x16.lt_u(BYTES, i8x16.splat(<i8>min(end - i, 16)));
      const x = v128.and(v128.load(row + i), mask);
      const a = v128.and(v128.load(row + i - pixel), mask);
      const b = v128.and(v128.load(above + i), mask);
      const c = v128.and(v128.load(above + i - pixel), mask);
      none4 = add(none4, x);
      sub4 = add(sub4, i8x16.sub(x, a));
      up4 = add(up4, i8x16.sub(x, b));
      mean4 = add(mean4, i8x16.sub(x, average(a, b)));
      near4 = add(near4, i8x16.sub(x, paeth(a, b, c)));
    }
    i = end;
    none += total(none4);
    sub += total(sub4);
    up += total(up4);
    mean += total(mean4);
    near += total(near4);
  }
  let best = 0, least = none;
  if (sub < least) { best = 1; least = sub; }
  if (up < least) { best = 2; least = up; }
  if (mean < least) { best = 3; least = mean; }
  return near < least ? 4 : best;
}

const BYTES = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

@inline
function apply(filter: i32, row: usize, above: usize, length: usize, pixel: usize, output: usize): void {
  // Left of the row stand zeros: of the first pixel, Sub and None are one, and so are Paeth and Up.
  for (let i: usize = 0; i < min(pixel, length); i++) {
    const b: u32 = filter == 2 || filter == 4 ? load<u8>(above + i) : filter == 3 ? load<u8>(above + i) >> 1 : 0;
    store<u8>(output + i, load<u8>(row + i) - b);
  }
  // Up to 15 bytes are written behind the row; the next one comes over them.
  for (let i = pixel; i < length; i += 16) {
    const a = v128.load(row + i - pixel), b = v128.load(above + i), c = v128.load(above + i - pixel);
    v128.store(output + i, i8x16.sub(v128.load(row + i), predict(filter, a, b, c)));
  }
}

/** Filters rows that stand one after another behind the one above them; each comes behind its filter byte. */
export function filter(above: usize, rows: usize, length: usize, pixel: usize, output: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    const row = above + length;
    const chosen = choose(row, above, length, pixel);
    store<u8>(output, chosen);
    if (chosen == 0) memory.copy(output + 1, row, length);
    else if (chosen == 1) apply(1, row, above, length, pixel, output + 1);
    else if (chosen == 2) apply(2, row, above, length, pixel, output + 1);
    else if (chosen == 3) apply(3, row, above, length, pixel, output + 1);
    else apply(4, row, above, length, pixel, output + 1);
    above = row;
    output += 1 + length;
  }
}
