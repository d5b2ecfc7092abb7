/**
 * Kaplan-Yorke dimension of an attractor: j + (λ1 + … + λj) / |λj+1|, where j is the last index up to
 * which the exponents add up to 0 or more. 0 when the first is negative, the dimension of the space
 * when volumes do not shrink.
 *
 * It bounds how many different keys are left of an initial state: the contracting directions are
 * forgotten.
 *
 * @param exponents Lyapunov exponents in falling order
 */
export function kaplanYorke(exponents: readonly number[]): number {
  let sum = 0;
  for (const [j, exponent] of exponents.entries()) {
    if (sum + exponent < 0) return j + sum / -exponent;
    sum += exponent;
  }
  return exponents.length;
}
