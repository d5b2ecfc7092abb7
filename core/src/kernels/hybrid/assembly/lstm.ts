// The butterfly LSTM of networks/hybrid/butterfly-lstm.ts on eight tiles at once: a vector is one word
// of each. Eight and four words at a time stay in registers; that is what the butterfly's order is for.
import { CELL, HALFWAY, HIDDEN, ONES } from "../layout";
import { transpose } from "./lanes";

/** Steps that the network has done. */
let time: i32 = 0;

/** Vectors of 32 words after another in a network's weights. */
const W2: usize = 512, BIAS_F: usize = 1024, BIAS_C: usize = 1536, BIAS_O: usize = 2048;

@inline
function rot8(x: v128): v128 {
  return v128.or(i16x8.shl(x, 8), i16x8.shr_u(x, 8));
}

/** Operands are never both -32768, the one product that the two instructions may round differently. */
@inline
function q15(a: v128, b: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? i16x8.relaxed_q15mulr_s(a, b) : i16x8.q15mulr_sat_s(a, b);
}

/** The first butterfly layer on words 8 g to 8 g + 7. */
@inline
function near(g: usize, net: usize): void {
  const p = HIDDEN + (g << 7), k = net + (g << 7), z = HALFWAY + (g << 7);
  let a0 = i16x8.mul(v128.load(p), v128.load(k)), a1 = i16x8.mul(v128.load(p, 16), v128.load(k, 16));
  let a2 = i16x8.mul(v128.load(p, 32), v128.load(k, 32)), a3 = i16x8.mul(v128.load(p, 48), v128.load(k, 48));
  let a4 = i16x8.mul(v128.load(p, 64), v128.load(k, 64)), a5 = i16x8.mul(v128.load(p, 80), v128.load(k, 80));
  let a6 = i16x8.mul(v128.load(p, 96), v128.load(k, 96)), a7 = i16x8.mul(v128.load(p, 112), v128.load(k, 112));
  a1 = i16x8.add(a0, a1); a0 = i16x8.add(a0, a1); a3 = i16x8.add(a2, a3); a2 = i16x8.add(a2, a3);
  a5 = i16x8.add(a4, a5); a4 = i16x8.add(a4, a5); a7 = i16x8.add(a6, a7); a6 = i16x8.add(a6, a7);
  a2 = i16x8.add(a0, a2); a0 = i16x8.add(a0, a2); a3 = i16x8.add(a1, a3); a1 = i16x8.add(a1, a3);
  a6 = i16x8.add(a4, a6); a4 = i16x8.add(a4, a6); a7 = i16x8.add(a5, a7); a5 = i16x8.add(a5, a7);
  a4 = i16x8.add(a0, a4); a0 = i16x8.add(a0, a4); a5 = i16x8.add(a1, a5); a1 = i16x8.add(a1, a5);
  a6 = i16x8.add(a2, a6); a2 = i16x8.add(a2, a6); a7 = i16x8.add(a3, a7); a3 = i16x8.add(a3, a7);
  v128.store(z, a0); v128.store(z, a1, 16); v128.store(z, a2, 32); v128.store(z, a3, 48);
  v128.store(z, a4, 64); v128.store(z, a5, 80); v128.store(z, a6, 96); v128.store(z, a7, 112);
}

@inline
function activate(z: v128, w2: v128): v128 {
  return rot8(i16x8.mul(z, i16x8.add(i16x8.add(z, z), w2)));
}

/** Unit u from its three gates. `input` is 0, or where the vectors of an input begin. */
@inline
function unit(u: usize, net: usize, input: usize, yF: v128, yC: v128, yO: v128): void {
  const p = u << 4;
  const forget = i16x8.add(i16x8.shl(yF, 1), v128.load(net + BIAS_F + p));
  let candidate = i16x8.add(yC, v128.load(net + BIAS_C + p));
  if (input) candidate = i16x8.add(candidate, v128.load(input + p));
  let c = i16x8.mul(forget, i16x8.sub(v128.load(CELL + p), candidate));
  if (u == 0) c = i16x8.add(c, i16x8.splat(<i16>(time * 40503)));
  v128.store(CELL + p, c);
  const open = i16x8.shr_u(i16x8.add(yO, v128.load(net + BIAS_O + p)), 1);
  v128.store(HIDDEN + p, i16x8.add(q15(open, c), rot8(c)));
}

/** The activation, the second butterfly layer and the units i, i + 8, i + 16, i + 24. */
@inline
function far(i: usize, net: usize, input: usize): void {
  const z = HALFWAY + (i << 4), k = net + W2 + (i << 4);
  let y0 = activate(v128.load(z), v128.load(k)), y1 = activate(v128.load(z, 128), v128.load(k, 128));
  let y2 = activate(v128.load(z, 256), v128.load(k, 256)), y3 = activate(v128.load(z, 384), v128.load(k, 384));
  y1 = i16x8.add(y0, y1); y0 = i16x8.add(y0, y1); y3 = i16x8.add(y2, y3); y2 = i16x8.add(y2, y3);
  y2 = i16x8.add(y0, y2); y0 = i16x8.add(y0, y2); y3 = i16x8.add(y1, y3); y1 = i16x8.add(y1, y3);
  unit(i, net, input, y0, y1, y2);
  unit(i + 8, net, input, y1, y2, y3);
  unit(i + 16, net, input, y2, y3, y0);
  unit(i + 24, net, input, y3, y0, y1);
}

@inline
function nearAll(net: usize): void {
  near(0, net); near(1, net); near(2, net); near(3, net);
}

/** One step in which the candidates take in the 32 vectors at `input`. */
export function inputStep(net: usize, input: usize): void {
  nearAll(net);
  far(0, net, input);
  for (let i: usize = 1; i < 8; i++) far(i, net, input);
  time++;
}

/** So many steps without input. */
export function blank(net: usize, steps: i32): void {
  for (const end = time + steps; time < end; time++) {
    nearAll(net);
    far(0, net, 0);
    for (let i: usize = 1; i < 8; i++) far(i, net, 0);
  }
}

/** The step of which a line of mask is made, written out; the same as blank(net, 1). */
@inline
export function lineStep(net: usize): void {
  nearAll(net);
  far(0, net, 0); far(1, net, 0); far(2, net, 0); far(3, net, 0);
  far(4, net, 0); far(5, net, 0); far(6, net, 0); far(7, net, 0);
  time++;
}

@inline
function output(u: usize): v128 {
  const pad = i16x8.mul(v128.load(CELL + (((u + 11) & 31) << 4)), i16x8.splat(<i16>40503));
  const cell = v128.or(v128.load(CELL + (((u + 6) & 31) << 4)), v128.load(ONES));
  const product = q15(v128.load(HIDDEN + (((u + 21) & 31) << 4)), cell);
  return i16x8.add(v128.xor(v128.load(HIDDEN + (u << 4)), pad), product);
}

/** The output of units u to u + 7 to 16 bytes of eight tiles. */
@inline
export function emit(u: usize, to: usize, mode: i32): void {
  transpose(
    output(u), output(u + 1), output(u + 2), output(u + 3), output(u + 4), output(u + 5), output(u + 6), output(u + 7),
    to, 64, mode,
  );
}

/** Begins with h0 and c0, alike in all lanes. */
export function begin(state: usize): void {
  for (let u: usize = 0; u < 32; u++) {
    v128.store(HIDDEN + (u << 4), v128.load16_splat(state + (u << 1)));
    v128.store(CELL + (u << 4), v128.load16_splat(state + 64 + (u << 1)));
  }
  time = 0;
}

@inline
export function addCell(u: usize, x: v128): void {
  v128.store(CELL + (u << 4), i16x8.add(v128.load(CELL + (u << 4)), x));
}

/** Adds a number of 32 bits to two words of c. */
export function addNumber(u: usize, number: u32): void {
  addCell(u, i16x8.splat(<i16>number));
  addCell(u + 1, i16x8.splat(<i16>(number >> 16)));
}

@inline
function lowWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
}

/** Adds `tile` and the seven numbers after it. */
export function addTile(tile: u32): void {
  const a = i32x4.add(i32x4.splat(tile), i32x4(0, 1, 2, 3)), b = i32x4.add(i32x4.splat(tile), i32x4(4, 5, 6, 7));
  addCell(0, lowWords(a, b));
  addCell(1, lowWords(i32x4.shr_u(a, 16), i32x4.shr_u(b, 16)));
}

/** Features enter the whole state at once: 32 vectors into c, the next 32 into h. */
export function absorb(features: usize): void {
  for (let p: usize = 0; p < 512; p += 16) {
    v128.store(CELL + p, i16x8.add(v128.load(CELL + p), v128.load(features + p)));
    v128.store(HIDDEN + p, i16x8.add(v128.load(HIDDEN + p), v128.load(features + p, 512)));
  }
}
