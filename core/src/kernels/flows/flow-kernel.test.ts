import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { flows, type Flow } from "../../chaos/flow.ts";
import type { Orbits } from "../../chaos/orbits.ts";
import { ReferenceSource } from "../../chaos/reference-source.ts";
import { FlowKernel, flowKernelAvailable } from "./flow-kernel.ts";

it("runs here", () => {
  expect(flowKernelAvailable()).toBe(true);
});

/** Bytes are defined for states within ±64; no key leads farther, but parameters of a test may. */
function staysNear(orbits: Orbits, bytes: number): boolean {
  const { starts, flow } = orbits;
  const source = new ReferenceSource(orbits);
  for (let read = 0; read < bytes; read += starts.length) {
    source.next();
    for (let orbit = 0; orbit < starts.length / flow.dimension; orbit++)
      for (let i = 0; i < flow.dimension; i++)
        if (Math.abs(source.coordinate(orbit, i)) > 64) return false;
  }
  return true;
}

describe.each(Object.values(flows))("$id", (flow) => {
  const open = fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true });
  const modulation = fc.record({
    parameter: fc.nat(flow.parameters.length - 1),
    swing: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
    start: open,
    peak: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
  });
  const short: Flow = { ...flow, transientSamples: 40 };
  // From farther than 1.5 the cells may diverge; a Hopfield network cannot.
  const reach = flow.id === "cellular-4" ? 0.25 : 1;

  test.prop(
    {
      pairs: fc.integer({ min: 1, max: 4 }),
      // The saturation of tanh and the steps of the memristor among the starts.
      value: fc.array(
        fc.oneof(fc.double({ min: -6, max: 6, noNaN: true }), fc.constantFrom(0, 1, -3, 5, 4.97)),
        { minLength: 32, maxLength: 32 },
      ),
      modulations: fc.array(modulation, { maxLength: 20 }),
      cuts: fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 6 }),
    },
    { numRuns: 40 },
  )("the kernel gives the reference's bits", async ({ pairs, value, modulations, cuts }) => {
    const starts = Float64Array.from(value.slice(0, 2 * pairs * flow.dimension), (x) => reach * x);
    const orbits: Orbits = { flow: short, starts, modulations };
    const lengths = [...cuts, 300];
    fc.pre(
      staysNear(
        orbits,
        lengths.reduce((sum, length) => sum + length, 0),
      ),
    );
    const [kernel, reference] = [await FlowKernel.create(orbits), new ReferenceSource(orbits)];
    for (const length of lengths) {
      const [one, two] = [new Uint8Array(length), new Uint8Array(length)];
      kernel.read(one);
      reference.read(two);
      expect(one).toEqual(two);
    }
    for (const source of [kernel, reference]) source.next(false);
    for (let i = 0; i < flow.dimension; i++)
      expect(kernel.coordinate(1, i)).toBe(reference.coordinate(1, i));
  });

  it("goes on as before over many outputs, and from state to state", async () => {
    const starts = Float64Array.from({ length: 2 * flow.dimension }, (_, i) => (i - 2.5) / 4);
    const orbits: Orbits = { flow: short, starts };
    const [kernel, reference] = [await FlowKernel.create(orbits), new ReferenceSource(orbits)];
    const [one, two] = [new Uint8Array(150_001), new Uint8Array(150_001)];
    kernel.read(one);
    reference.read(two);
    expect(Buffer.compare(one, two)).toBe(0);
    kernel.next();
    reference.next();
    for (let i = 0; i < flow.dimension; i++)
      expect(kernel.coordinate(1, i)).toBe(reference.coordinate(1, i));
  });
});
