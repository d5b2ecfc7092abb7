import { describe, expect, test } from "vitest";
import { binomialTails, binomialWeights } from "../statistics/binomial.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { assessNist, type NistPValues } from "./assessment.ts";

const parts = 188;

/** P-values of all tests over `m` sequences, the first of them `least`, the others spread evenly. */
function family(m: number, least: number): readonly NistPValues[] {
  return Array.from({ length: parts }, (_, part) => ({
    test: "any",
    name: `${part}`,
    p: Array.from({ length: m }, (_each, i) => (part + i === 0 ? least : (i + 0.5) / m)),
  }));
}

/** The P-value below which one sequence of `m` makes the family fail, by halving its logarithm. */
function threshold(m: number): number {
  let [low, high] = [-300, 0];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (assessNist(family(m, 10 ** middle), m).pass) high = middle;
    else low = middle;
  }
  return 10 ** low;
}

/**
 * Chance that the excursions variant of rev 1a (2.15) gives a P-value below `p` for state `x` of a walk
 * with 500 returns to zero: one of 2x excursions visits the state, and then 2x times on average.
 */
function variantChance(x: number, p: number): number {
  const [returns, visiting] = [500, 1 / (2 * x)];
  const { first, weights } = binomialWeights(returns, visiting);
  const atLeast = (visits: number): number =>
    weights.reduce((sum, weight, i) => {
      const excursions = first + i;
      if (excursions === 0) return visits > 0 ? sum : sum + weight;
      if (visits <= excursions) return sum + weight;
      // So many visits: fewer than `excursions` of as many steps less one lead away from the state.
      return sum + weight * binomialTails(excursions - 1, visits - 1, visiting).lower;
    }, 0);
  const reach = -normalQuantile(p / 2) * Math.sqrt(returns * (4 * x - 2));
  const below = Math.ceil(returns - reach) - 1;
  return atLeast(Math.floor(returns + reach) + 1) + (below < 0 ? 0 : 1 - atLeast(below + 1));
}

test("the P-values of the excursions variant are far too small far out, their square roots are not", () => {
  expect(variantChance(9, 5e-6) / 5e-6).toBeGreaterThan(18);
  expect(variantChance(9, 1e-18) / 1e-18).toBeGreaterThan(1e8);
  for (const p of [1e-3, 1e-6, 1e-9, 1e-12, 1e-18])
    for (const x of [1, 2, 5, 9]) expect(variantChance(x, p)).toBeLessThan(Math.sqrt(p));
});

describe.each([1, 2, 10, 30, 54, 55, 100])("of %d ideal sequences", (m) => {
  const limit = threshold(m);

  test("one in a thousand families or fewer is rejected for its smallest P-value", () => {
    const states = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const variant = 2 * states.reduce((sum, x) => sum + variantChance(x, limit), 0);
    expect(m * (variant + (parts - 2 * states.length) * limit)).toBeLessThan(0.001);
  });

  test("a single ruined one is enough", () => {
    expect(limit).toBeGreaterThan(1e-20);
    expect(assessNist(family(m, 0), m).pass).toBe(false);
    expect(assessNist(family(m, 0.5), m).pass).toBe(true);
  });
});

test("a share of one sequence or two cannot fail, and takes nothing from the others' level", () => {
  // 188 smallest P-values are left: m √p of one below 0.001 / 188.
  for (const m of [1, 2]) expect(threshold(m) / (0.001 / parts / m) ** 2).toBeCloseTo(1, 3);
  // From three on the shares are members, too.
  expect(threshold(3) / (0.001 / (2 * parts) / 3) ** 2).toBeCloseTo(1, 3);
});
