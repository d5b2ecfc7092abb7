import { expect, test } from "vitest";
import { squaredModuli } from "./fourier.ts";

function definition(values: Float64Array, k: number): number {
  let [real, imaginary] = [0, 0];
  for (const [j, value] of values.entries()) {
    const angle = (2 * Math.PI * ((j * k) % values.length)) / values.length;
    real += value * Math.cos(angle);
    imaginary -= value * Math.sin(angle);
  }
  return real ** 2 + imaginary ** 2;
}

test.each([1, 2, 3, 4, 5, 10, 16, 31, 100, 500, 1000, 1009])(
  "a transform of %d values is the definition's",
  (n) => {
    const values = Float64Array.from(
      { length: n },
      (_, i) => Math.imul(i + 1, 0x9e3779b1) / 2 ** 31,
    );
    const moduli = squaredModuli(values);
    expect(moduli.length).toBe(Math.floor(n / 2) + 1);
    for (const [k, modulus] of moduli.entries())
      expect(Math.abs(modulus - definition(values, k))).toBeLessThan(1e-9 * n);
  },
);

test("a transform of a million signs keeps eleven digits", () => {
  const n = 1_000_000;
  let state = 1;
  const signs = Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state < 0 ? -1 : 1;
  });
  const moduli = squaredModuli(signs);
  for (const k of [7, 1234, 499_999])
    expect(Math.abs(moduli[k]! - definition(signs, k)) / n).toBeLessThan(1e-10);
});
