import { expect, it } from "vitest";
import { flowSpectrum } from "./flow-spectrum.ts";
import { zouNossek } from "./systems/cellular.ts";
import { flows } from "./systems/list.ts";
import { memristive } from "./systems/memristive.ts";
import { startIn } from "./systems/system.ts";
import { largestExponent } from "./two-trajectories.ts";

// REFERENCE 1a.0, 1b.1, 1g.
it.each(flows)("$id: exponents within 0.02", ({ field, jacobian, box, step, exponents }) => {
  const orbit = { start: startIn(box), step, transient: 500, time: 20_000 };
  const found = flowSpectrum(field, jacobian, orbit);
  for (const [k, known] of exponents.entries()) {
    // The fast leaks of some networks average a strongly fluctuating term: known to about 1 %.
    const margin = known < -50 ? 0.01 * -known : 0.02;
    expect(Math.abs(found.exponents[k]! - known), `exponent ${k}`).toBeLessThan(margin);
  }
});

it("the memristive network with the exact sign: two trajectories give 0.14", () => {
  const { field, box, step, exponents } = memristive;
  const orbits = { start: startIn(box), step, transient: 500, time: 20_000 };
  const found = largestExponent(field, orbits);
  expect(Math.abs(found.exponents[0]! - exponents[0]!)).toBeLessThan(0.02);
});

it("three saturated cells: 0.161 belongs to a step of 0.005, where the exponent 0 is not found", () => {
  const { field, jacobian, box } = zouNossek;
  const at = (step: number): readonly number[] =>
    flowSpectrum(field, jacobian, { start: startIn(box), step, transient: 500, time: 20_000 })
      .exponents;
  const [coarse, fine] = [at(0.005), at(0.002)];
  expect(Math.abs(coarse[0]! - 0.161)).toBeLessThan(0.02);
  expect(Math.abs(coarse[1]!)).toBeGreaterThan(0.01);
  expect(Math.abs(fine[1]!)).toBeLessThan(0.005);
});
