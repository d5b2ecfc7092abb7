/**
 * Which tests of a family can be rejected at all: Tarone's rule for discrete data (Biometrics 46, 1990).
 * A test whose smallest possible p-value lies above its share of the level never fails, and makes the
 * shares of the others smaller. The rule looks at what the tests could give, not at what they gave, so
 * that the rest is a family chosen beforehand.
 *
 * @param leastP smallest p-value that each test can have
 * @param alpha level of the whole family
 * @returns whether each test is kept; those that are have smallest p-values below `alpha` divided by
 *   their number
 */
export function canFail(leastP: readonly number[], alpha: number): readonly boolean[] {
  for (let size = 1; size <= leastP.length; size++) {
    const able = leastP.map((least) => least < alpha / size);
    if (able.filter(Boolean).length <= size) return able;
  }
  return leastP.map(() => false);
}
