import { latticePitch } from "./fold.ts";

/**
 * Integer coupling of two planes of bytes, y_a = x_a + F(x_b): the additive coupling layer of
 * reversible networks, and at the same time one step of a cellular network in second-order form,
 * X(t+1) = X(t-1) + F(X(t)) (Fredkin). Invertible whatever F is.
 */
export interface Coupling {
  /** 3 x 3 kernel or template, row by row; nine odd words of 16 bits. */
  readonly weights: Uint16Array;
  /** Bias of the first cell, 32 bits. */
  readonly start: number;
  /** What the bias grows by from cell to cell, 32 bits and odd: no two cells are alike. */
  readonly increment: number;
}

/**
 * Byte 1 of s (2s + 1) modulo 2^16: the product is a bijection of s (Rivest et al., RC6), so all 256
 * values are equally frequent; unlike a rectifier it is nonlinear everywhere.
 */
export function quadraticActivation(s: number): number {
  return (Math.imul(s, 2 * s + 1) >>> 8) & 255;
}

/**
 * target[i] += activation(sum of weights x source around i + bias(i)) modulo 256. Sums are modulo
 * 2^16, the bias is the upper half of `start + i * increment`, and the plane is a torus with helical
 * boundary: a row goes on in the next one, the last in the first, so that every length has
 * neighbours. An empty source counts as zeros.
 */
export function couple(target: Uint8Array, source: Uint8Array, coupling: Coupling): void {
  transform(target, source, coupling, 1);
}

/** Undoes `couple`, given the same source. */
export function uncouple(target: Uint8Array, source: Uint8Array, coupling: Coupling): void {
  transform(target, source, coupling, -1);
}

function transform(
  target: Uint8Array,
  source: Uint8Array,
  { weights, start, increment }: Coupling,
  sign: 1 | -1,
): void {
  const cells = source.length;
  const pitch = latticePitch(cells);
  const taps = cells === 0 ? 0 : weights.length;
  for (let i = 0; i < target.length; i++) {
    let sum = (start + Math.imul(i, increment)) >>> 16;
    for (let tap = 0; tap < taps; tap++) {
      const away = (Math.floor(tap / 3) - 1) * pitch + (tap % 3) - 1;
      sum += weights[tap]! * source[(((i + away) % cells) + cells) % cells]!;
    }
    target[i]! += sign * quadraticActivation(sum & 0xffff);
  }
}
