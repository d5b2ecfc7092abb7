// Eight vectors of one word of eight tiles each <-> 16 bytes of each tile.

/** What becomes of the 16 bytes of a tile. */
export const ADD: i32 = 0;
export const SUBTRACT: i32 = 1;
export const WRITE: i32 = 2;

@inline
function put(to: usize, bytes: v128, mode: i32): void {
  if (mode == ADD) v128.store(to, i8x16.add(v128.load(to), bytes));
  else if (mode == SUBTRACT) v128.store(to, i8x16.sub(v128.load(to), bytes));
  else v128.store(to, bytes);
}

/** Transposes a ... h and puts the eight results `stride` bytes apart. */
@inline
export function transpose(
  a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128, h: v128,
  to: usize, stride: usize, mode: i32,
): void {
  const a0 = i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11), a1 = i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  const c0 = i16x8.shuffle(c, d, 0, 8, 1, 9, 2, 10, 3, 11), c1 = i16x8.shuffle(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  const e0 = i16x8.shuffle(e, f, 0, 8, 1, 9, 2, 10, 3, 11), e1 = i16x8.shuffle(e, f, 4, 12, 5, 13, 6, 14, 7, 15);
  const g0 = i16x8.shuffle(g, h, 0, 8, 1, 9, 2, 10, 3, 11), g1 = i16x8.shuffle(g, h, 4, 12, 5, 13, 6, 14, 7, 15);
  const a2 = i32x4.shuffle(a0, c0, 0, 4, 1, 5), a3 = i32x4.shuffle(a0, c0, 2, 6, 3, 7);
  const a4 = i32x4.shuffle(a1, c1, 0, 4, 1, 5), a5 = i32x4.shuffle(a1, c1, 2, 6, 3, 7);
  const e2 = i32x4.shuffle(e0, g0, 0, 4, 1, 5), e3 = i32x4.shuffle(e0, g0, 2, 6, 3, 7);
  const e4 = i32x4.shuffle(e1, g1, 0, 4, 1, 5), e5 = i32x4.shuffle(e1, g1, 2, 6, 3, 7);
  put(to, i64x2.shuffle(a2, e2, 0, 2), mode);
  put(to + stride, i64x2.shuffle(a2, e2, 1, 3), mode);
  put(to + 2 * stride, i64x2.shuffle(a3, e3, 0, 2), mode);
  put(to + 3 * stride, i64x2.shuffle(a3, e3, 1, 3), mode);
  put(to + 4 * stride, i64x2.shuffle(a4, e4, 0, 2), mode);
  put(to + 5 * stride, i64x2.shuffle(a4, e4, 1, 3), mode);
  put(to + 6 * stride, i64x2.shuffle(a5, e5, 0, 2), mode);
  put(to + 7 * stride, i64x2.shuffle(a5, e5, 1, 3), mode);
}

/** `words` words of each of eight tiles, `stride` bytes apart, to one vector a word. */
export function toLanes(from: usize, stride: usize, words: usize, to: usize): void {
  for (let i: usize = 0; i < words; i += 8, from += 16, to += 128) {
    transpose(
      v128.load(from), v128.load(from + stride), v128.load(from + 2 * stride), v128.load(from + 3 * stride),
      v128.load(from + 4 * stride), v128.load(from + 5 * stride), v128.load(from + 6 * stride), v128.load(from + 7 * stride),
      to, 16, WRITE,
    );
  }
}
