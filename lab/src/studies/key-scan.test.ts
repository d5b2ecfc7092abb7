import { flows, RungeKutta, type Field, type Orbits } from "neuroveil/internal/chaos";
import { flowCiphers } from "neuroveil/ciphers";
import { expect, it, test } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { hopfield3A, hopfield3APeriodic } from "../dynamics/systems/hopfield.ts";
import { familyWise } from "../statistics/family-wise.ts";
import { scanKey } from "./key-scan.ts";
import { PoincareSection } from "./poincare-section.ts";

function freshShare(field: Field): number {
  const orbit = new RungeKutta(field, Float64Array.of(0.3, 0.1, 0.2), 0.02);
  orbit.advance(50_000);
  const section = new PoincareSection(3);
  for (let i = 0; i < 5000; i++) {
    orbit.advance(5);
    section.take(orbit.state);
  }
  return section.fresh;
}

test("a Poincare section tells a periodic network from a chaotic one", () => {
  expect(freshShare(hopfield3APeriodic.field)).toBeLessThan(0.1);
  expect(freshShare(hopfield3A.field)).toBeGreaterThan(0.5);
});

it("the scan finds a key that leads to rest, and bytes that come of it", async () => {
  const starts = new Float64Array(6);
  const { fresh, p } = await scanKey({ flow: flows["hopfield-3"], starts });
  expect(fresh).toBe(0);
  expect(p).toBeLessThan(1e-12);
});

it("the scan finds an orbit that diverges", async () => {
  const flow = flows["hopfield-3"];
  const unbounded: Orbits = {
    flow: { ...flow, parameters: flow.parameters.map((x, i) => (i < 3 ? -1 : x)) },
    starts: Float64Array.from({ length: 6 }, () => 0.5),
  };
  expect((await scanKey(unbounded)).largest < 20).toBe(false);
});

it.each(flowCiphers)("$id: the scan finds nothing in 15 keys", async (cipher) => {
  const ps: number[] = [];
  for (let i = 0; i < 15; i++) {
    const seed = new TextEncoder().encode(`a few keys ${i}`);
    const { largest, fresh, p } = await scanKey(cipher.orbits(await nativeKeyFrom(cipher, seed)));
    expect(largest).toBeLessThan(20);
    expect(fresh).toBeGreaterThan(0.15);
    ps.push(p);
  }
  expect(familyWise(ps).pass).toBe(true);
});
