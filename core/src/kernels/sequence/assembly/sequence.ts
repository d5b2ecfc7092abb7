// The LSTM of networks/integer-lstm.ts: eight units at once, step after step. What a unit sees comes in
// pairs, because one instruction multiplies and adds two 16-bit numbers.

/** Bytes that the weights of eight units for a pair take, and their biases. */
const GROUP: usize = 128;

/**
 * `weights` has for each group of eight units and each pair, those of inputs before those of hidden
 * states, eight vectors: input gate, forget gate, output gate and candidate, each of the first four
 * units and of the last four, two 16-bit weights a unit. `bias` has 32-bit numbers in that order, half a
 * unit of the shifted sum in them; `cells` are 32-bit numbers.
 * A row at `rows` has what a step sees, `pairs` times two 16-bit numbers: its inputs and, in the last
 * 16 bytes a group, the hidden states before it. Those after it are written into the next row.
 */
export function run(
  weights: usize,
  bias: usize,
  groups: usize,
  pairs: usize,
  rows: usize,
  steps: usize,
  cells: usize,
): void {
  let row = rows;
  for (let step: usize = 0; step < steps; step++) {
    const next = row + 4 * pairs;
    const hidden = next + 4 * pairs - 16 * groups;
    let w = weights;
    for (let group: usize = 0; group < groups; group++) {
      const b = bias + GROUP * group;
      let i0 = v128.load(b), i1 = v128.load(b, 16), f0 = v128.load(b, 32), f1 = v128.load(b, 48);
      let o0 = v128.load(b, 64), o1 = v128.load(b, 80), g0 = v128.load(b, 96), g1 = v128.load(b, 112);
      for (let at = row; at < next; at += 4, w += GROUP) {
        const pair = v128.load32_splat(at);
        i0 = i32x4.add(i0, i32x4.dot_i16x8_s(v128.load(w), pair));
        i1 = i32x4.add(i1, i32x4.dot_i16x8_s(v128.load(w, 16), pair));
        f0 = i32x4.add(f0, i32x4.dot_i16x8_s(v128.load(w, 32), pair));
        f1 = i32x4.add(f1, i32x4.dot_i16x8_s(v128.load(w, 48), pair));
        o0 = i32x4.add(o0, i32x4.dot_i16x8_s(v128.load(w, 64), pair));
        o1 = i32x4.add(o1, i32x4.dot_i16x8_s(v128.load(w, 80), pair));
        g0 = i32x4.add(g0, i32x4.dot_i16x8_s(v128.load(w, 96), pair));
        g1 = i32x4.add(g1, i32x4.dot_i16x8_s(v128.load(w, 112), pair));
      }
      const cell = cells + 32 * group;
      const h0 = unit(cell, gate(i0), gate(f0), gate(o0), candidate(g0));
      const h1 = unit(cell + 16, gate(i1), gate(f1), gate(o1), candidate(g1));
      v128.store(hidden + 16 * group, i16x8.narrow_i32x4_s(h0, h1));
    }
    row = next;
  }
}

@inline
function bounded(x: v128, low: i32, high: i32): v128 {
  return i32x4.min_s(i32x4.max_s(x, i32x4.splat(low)), i32x4.splat(high));
}

@inline
function gate(sum: v128): v128 {
  return bounded(i32x4.add(i32x4.shr_s(sum, 8), i32x4.splat(64)), 0, 128);
}

@inline
function candidate(sum: v128): v128 {
  return bounded(i32x4.shr_s(sum, 6), -128, 127);
}

/** Of four units. A gate's upper 16 bits are 0: its products are those of 16-bit numbers. */
@inline
function unit(cell: usize, i: v128, f: v128, o: v128, g: v128): v128 {
  const sum = i32x4.add(i32x4.dot_i16x8_s(f, v128.load(cell)), i32x4.dot_i16x8_s(i, g));
  const c = bounded(product(sum), -1024, 1023);
  v128.store(cell, c);
  return product(i32x4.dot_i16x8_s(o, bounded(c, -128, 127)));
}

@inline
function product(x: v128): v128 {
  return i32x4.shr_s(i32x4.add(x, i32x4.splat(64)), 7);
}
