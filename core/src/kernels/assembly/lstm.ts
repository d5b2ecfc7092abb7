// The integer LSTM of networks/lstm.ts for eight tiles at once.
import { CELL, HIDDEN, NEXT, OUTPUT } from "./memory";

const UNITS: usize = 32;
const PAIRS: usize = 8;

/** The two low bytes of each 32-bit lane of a and b. */
@inline
function low16(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
}

/** Hard sigmoid in Q15. */
@inline
function gate(low: v128, high: v128): v128 {
  const clipped = i16x8.narrow_i32x4_s(i32x4.shr_s(low, 8), i32x4.shr_s(high, 8));
  return i16x8.add(i16x8.splat(0x4000), i16x8.shr_s(clipped, 1));
}

/** One step; `input` is the address of 32 vectors, or 0. */
export function step(weights: usize, bias: usize, input: usize, time: i32): void {
  for (let u: usize = 0; u < UNITS; u++) {
    const b = bias + u * 12;
    let f0 = v128.load32_splat(b), f1 = f0;
    let o0 = v128.load32_splat(b, 4), o1 = o0;
    let c0 = v128.load32_splat(b, 8), c1 = c0;
    let h = HIDDEN + (u >> 3) * 128;
    let w = weights + u * (PAIRS * 12);
    for (let k: usize = 0; k < PAIRS; k++) {
      const h0 = v128.load(h), h1 = v128.load(h, 16);
      const wf = v128.load32_splat(w), wo = v128.load32_splat(w, 4), wc = v128.load32_splat(w, 8);
      f0 = i32x4.add(f0, i32x4.dot_i16x8_s(wf, h0));
      f1 = i32x4.add(f1, i32x4.dot_i16x8_s(wf, h1));
      o0 = i32x4.add(o0, i32x4.dot_i16x8_s(wo, h0));
      o1 = i32x4.add(o1, i32x4.dot_i16x8_s(wo, h1));
      c0 = i32x4.add(c0, i32x4.dot_i16x8_s(wc, h0));
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(wc, h1));
      h += 32;
      w += 12;
    }
    const forget = gate(f0, f1);
    const open = v128.or(gate(o0, o1), i16x8.splat(0x101));
    let candidate = low16(i32x4.shr_s(c0, 2), i32x4.shr_s(c1, 2));
    if (input) candidate = i16x8.add(candidate, v128.load(input + (u << 4)));
    const factor = v128.or(i16x8.add(forget, forget), i16x8.splat(1));
    let cell = i16x8.mul(factor, i16x8.sub(v128.load(CELL + (u << 4)), candidate));
    if (u == 0) cell = i16x8.add(cell, i16x8.splat(<i16>(time * 40503)));
    v128.store(CELL + (u << 4), cell);
    // Bits 8 to 23 of the 32-bit products.
    const p0 = i32x4.extmul_low_i16x8_s(open, cell), p1 = i32x4.extmul_high_i16x8_s(open, cell);
    v128.store(NEXT + (u << 4), i8x16.shuffle(p0, p1, 1, 2, 5, 6, 9, 10, 13, 14, 17, 18, 21, 22, 25, 26, 29, 30));
  }
  for (let j: usize = 0; j < UNITS; j += 2) {
    interleave(HIDDEN + (j << 4), v128.load(NEXT + (((j * 13) & 31) << 4)), v128.load(NEXT + ((((j + 1) * 13) & 31) << 4)));
  }
  for (let i: usize = 0; i < 128; i += 16) v128.store(HIDDEN + 512 + i, v128.load(HIDDEN + i));
}

/** Stores a pair of input positions: words of a and b in turn. */
@inline
function interleave(to: usize, a: v128, b: v128): void {
  v128.store(to, i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23));
  v128.store(to, i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), 16);
}

/** Word u of the output. */
@inline
export function output(u: usize): v128 {
  const c = v128.load(CELL + (((u + 11) & 31) << 4));
  const turned = i8x16.shuffle(c, c, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
  const product = i16x8.q15mulr_sat_s(
    v128.load(NEXT + (((u + 19) & 31) << 4)),
    v128.or(v128.load(CELL + (((u + 5) & 31) << 4)), i16x8.splat(1)),
  );
  return i16x8.add(v128.xor(v128.load(NEXT + (u << 4)), turned), product);
}

export function storeOutput(): void {
  for (let u: usize = 0; u < UNITS; u++) v128.store(OUTPUT + (u << 4), output(u));
}

/** Loads h0 and c0 (64 words) into all lanes. */
export function loadState(state: usize): void {
  for (let j: usize = 0; j < UNITS; j += 2) {
    interleave(HIDDEN + (j << 4), v128.load16_splat(state + (j << 1)), v128.load16_splat(state + (j << 1), 2));
  }
  for (let i: usize = 0; i < 128; i += 16) v128.store(HIDDEN + 512 + i, v128.load(HIDDEN + i));
  for (let u: usize = 0; u < UNITS; u++) v128.store(CELL + (u << 4), v128.load16_splat(state + 64 + (u << 1)));
}

/** Adds a vector to cell word u. */
@inline
export function addCell(u: usize, x: v128): void {
  v128.store(CELL + (u << 4), i16x8.add(v128.load(CELL + (u << 4)), x));
}

/** Adds the numbers of eight tiles from `tile` on to the first two cell words. */
export function addTile(tile: u32): void {
  const n0 = i32x4.add(i32x4.splat(tile), i32x4(0, 1, 2, 3)), n1 = i32x4.add(i32x4.splat(tile), i32x4(4, 5, 6, 7));
  addCell(0, low16(n0, n1));
  addCell(1, low16(i32x4.shr_u(n0, 16), i32x4.shr_u(n1, 16)));
}
