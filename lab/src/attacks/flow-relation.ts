import type { Flow } from "neuroveil/internal/chaos";
import { reduceLattice } from "./reduce-lattice.ts";

/** Samples that a relation is over: they must fall into one linear region. */
const length = 30;
/** How much an error of the relation weighs beside its size: bytes begin 36 bits behind the point. */
const weight = 2 ** 38;
/** And how much a sum of the coefficients does, which the region's fixed point is multiplied by. */
const sumWeight = 2n ** 20n;

/**
 * Where |x4| > 1 the cellular flow's field is linear but for a constant; its characteristic polynomial
 * there, from the highest power down. Of its roots, that at -99 is forgotten within a few samples.
 */
const characteristic = [1, 98, -72, 2572, -1400];
const slow = { pair: root([0.2, 5]), single: root([0.5, 0]) } as const;

type Complex = readonly [re: number, im: number];

/** Newton's iteration, by Horner's rule. */
function root(start: Complex): Complex {
  let z = start;
  for (let i = 0; i < 60; i++) {
    let [value, slope]: [Complex, Complex] = [
      [0, 0],
      [0, 0],
    ];
    for (const coefficient of characteristic) {
      const [a, b] = times(slope, z);
      slope = [a + value[0], b + value[1]];
      const [c, d] = times(value, z);
      value = [c + coefficient, d];
    }
    const size = slope[0] ** 2 + slope[1] ** 2;
    const [a, b] = times(value, [slope[0] / size, -slope[1] / size]);
    z = [z[0] - a, z[1] - b];
  }
  return z;
}

/**
 * Small integers a with Σ a_j x(n + j) = 0 for all orbits of the cellular flow while they stay in one
 * outer region, found by lattice reduction: rows (e_j | K Re λ^j, K Im λ^j, K μ^j, 2^20) with the
 * eigenvalues λ, μ of the sampled map.
 */
export function findRelation({
  h,
  stepsPerSample,
}: Pick<Flow, "h" | "stepsPerSample">): readonly number[] {
  const [re, im] = sampled(slow.pair, h, stepsPerSample);
  const [mu] = sampled(slow.single, h, stepsPerSample);
  let power: Complex = [1, 0];
  const rows = Array.from({ length }, (_, j) => {
    const scaled = [power[0], power[1], mu ** j].map((value) => BigInt(Math.round(weight * value)));
    power = times(power, [re, im]);
    const unit = Array.from({ length }, (_, i) => (i === j ? 1n : 0n));
    return [...unit, ...scaled, sumWeight];
  });
  const short = reduceLattice(rows).map((row) => row.slice(0, length).map(Number));
  // An odd last coefficient makes the sums of random bytes independent of each other.
  return short.find((row) => row.at(-1)! % 2 !== 0)!;
}

/** (1 + z + z²/2 + z³/6 + z⁴/24)^steps, z = h times an eigenvalue: Runge and Kutta's rule. */
function sampled([re, im]: Complex, h: number, steps: number): Complex {
  const z = [h * re, h * im] as const;
  let factor: Complex = [1, 0];
  for (let k = 4; k >= 1; k--) {
    const [a, b] = times(z, factor);
    factor = [1 + a / k, b / k];
  }
  let power: Complex = [1, 0];
  for (let i = 0; i < steps; i++) power = times(power, factor);
  return power;
}

function times([a, b]: Complex, [c, d]: Complex): Complex {
  return [a * c - b * d, a * d + b * c];
}
