// The convolutions of networks/convolution.ts for eight tiles at once.
import { CAUSAL, CROSS, INPUT, LAYER, LINE, PITCH, PLANE, POOLED } from "./memory";

@inline
function activate(s: v128): v128 {
  const y = i16x8.mul(s, v128.or(i16x8.add(s, s), i16x8.splat(1)));
  return i8x16.shuffle(y, y, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

/** Row `row` of the plane through the causal residual layer, to INPUT. */
export function causalRow(row: usize): void {
  const k0 = v128.load16_splat(CAUSAL), k1 = v128.load16_splat(CAUSAL, 2), k2 = v128.load16_splat(CAUSAL, 4);
  const k3 = v128.load16_splat(CAUSAL, 6), k4 = v128.load16_splat(CAUSAL, 8);
  const here = PLANE + row * PITCH, above = here - PITCH;
  for (let i: usize = 0; i < 512; i += 16) {
    const p = here + i, q = above + i;
    const up = i16x8.add(i16x8.mul(k0, v128.load(q - 16)), i16x8.add(i16x8.mul(k1, v128.load(q)), i16x8.mul(k2, v128.load(q, 16))));
    const left = i16x8.add(i16x8.mul(k3, v128.load(p - 16)), i16x8.mul(k4, v128.load(p - 32)));
    v128.store(INPUT + i, i16x8.add(v128.load(p), activate(i16x8.add(up, left))));
  }
}

@inline
function cross(at: usize, k0: v128, k1: v128, k2: v128, k3: v128): v128 {
  const vertical = i16x8.add(i16x8.mul(k0, v128.load(at - PITCH)), i16x8.mul(k3, v128.load(at, PITCH)));
  const horizontal = i16x8.add(i16x8.mul(k1, v128.load(at - 16)), i16x8.mul(k2, v128.load(at, 16)));
  return activate(i16x8.add(vertical, horizontal));
}

/** Features of the other half for the positions of `half`, pooled. */
export function poolFeatures(rows: usize, half: usize): void {
  memory.fill(POOLED, 0, 2048);
  const k0 = v128.load16_splat(CROSS), k1 = v128.load16_splat(CROSS, 2), k2 = v128.load16_splat(CROSS, 4), k3 = v128.load16_splat(CROSS, 6);
  const l0 = v128.load16_splat(LAYER), l1 = v128.load16_splat(LAYER, 2), l2 = v128.load16_splat(LAYER, 4);
  const steps = (rows + 1) >> 1;
  for (let t: usize = 0; t < steps; t++) {
    const even = PLANE + (2 * t + half) * PITCH, odd = PLANE + (2 * t + 1 - half) * PITCH;
    for (let i: usize = 0; i < 512; i += 32) {
      v128.store(LINE + i, cross(even + i, k0, k1, k2, k3));
      v128.store(LINE + i, cross(odd + i + 16, k0, k1, k2, k3), 16);
    }
    const pooled = POOLED + (t & 3) * 512;
    for (let i: usize = 0; i < 512; i += 16) {
      const f = i16x8.add(
        i16x8.mul(l1, v128.load(LINE + i)),
        i16x8.add(i16x8.mul(l0, v128.load(LINE + i - 16)), i16x8.mul(l2, v128.load(LINE + i, 16))),
      );
      const p = v128.load(pooled + i);
      v128.store(pooled + i, i16x8.add(i16x8.add(p, i16x8.shl(p, 2)), f));
    }
  }
}
