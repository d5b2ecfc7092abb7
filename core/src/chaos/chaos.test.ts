import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { flows } from "./flow.ts";
import {
  hopfield4,
  hopfieldField,
  hopfieldParameters,
  inputIndex,
  weightIndex,
} from "./hopfield.ts";
import { memristiveHopfieldField, staircase } from "./memristive-hopfield.ts";
import { padeTanh } from "./pade-tanh.ts";
import { ReferenceSource } from "./reference-source.ts";
import { RungeKutta, type Field } from "./runge-kutta.ts";
import { skewTent } from "./skew-tent.ts";
import { stateByte } from "./state-byte.ts";
import { wordsOf } from "./words.ts";

describe("padeTanh", () => {
  it("is off by 9.6e-5 at the most, and by 1.4e-7 up to 2.5", () => {
    let [all, inner] = [0, 0];
    for (let x = -8; x <= 8; x += 1e-4) {
      const error = Math.abs(padeTanh(x) - Math.tanh(x));
      all = Math.max(all, error);
      if (Math.abs(x) < 2.5) inner = Math.max(inner, error);
    }
    expect(all).toBeGreaterThan(9.5e-5);
    expect(all).toBeLessThan(9.65e-5);
    expect(inner).toBeLessThan(1.45e-7);
  });

  test.prop([fc.double({ noNaN: true })])("is odd to the last bit and at most 1", (x) => {
    expect(padeTanh(-x)).toBe(-padeTanh(x));
    expect(Math.abs(padeTanh(x))).toBeLessThanOrEqual(1);
  });
});

describe("skewTent", () => {
  it("rises to 1 at its peak and falls behind it", () => {
    expect(skewTent(0.25, 0.125)).toBe(0.5);
    expect(skewTent(0.25, 0.25)).toBe(1);
    expect(skewTent(0.25, 0.625)).toBe(0.5);
  });

  it("does not stay at 0", () => {
    expect(skewTent(0.25, 1)).toBe(0.125);
    expect(skewTent(0.25, 0)).toBe(0.125);
  });

  it("has the Lyapunov exponent -p log p - (1 - p) log (1 - p)", () => {
    const p = 0.3;
    let [x, sum] = [0.123, 0];
    const steps = 200_000;
    for (let i = 0; i < steps; i++) {
      sum -= Math.log(x < p ? p : 1 - p);
      x = skewTent(p, x);
    }
    const expected = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    expect(Math.abs(sum / steps - expected)).toBeLessThan(0.01);
  });
});

describe("stateByte", () => {
  it.each([
    [0, 0],
    [2 ** -36, 1],
    [2 ** -28 - 2 ** -36, 255],
    [-(2 ** -36), 255],
    [3 + 7 * 2 ** -36 + 2 ** -38, 7],
  ])("of %d is %d", (x, byte) => {
    expect(stateByte(x)).toBe(byte);
  });
});

describe("the Hopfield networks", () => {
  it("follow x' = W tanh(x) + I - C x", () => {
    const parameters = hopfieldParameters(hopfield4);
    parameters[inputIndex(4, 1)] = 0.5;
    expect(parameters[weightIndex(4, 3, 0)]).toBe(100);
    const [f1, f2, f3, f4] = [0.1, -0.2, 0.3, -0.4].map(padeTanh) as [
      number,
      number,
      number,
      number,
    ];
    const slope = new Float64Array(4);
    hopfieldField(4, parameters)(Float64Array.of(0.1, -0.2, 0.3, -0.4), slope);
    const expected = [
      f1 + 0.5 * f2 - 3 * f3 - f4 - 0.1,
      2.3 * f2 + 3 * f3 + 0.5 + 0.2,
      3 * f1 - 3 * f2 + f3 - 0.3,
      100 * f1 + 170 * f4 + 40,
    ];
    for (const [i, value] of expected.entries()) expect(slope[i]).toBeCloseTo(value, 12);
  });

  it.each(Object.values(flows))(
    "$id is symmetric in x to -x to the last bit: $symmetric",
    (flow) => {
      const starts = Float64Array.from({ length: flow.dimension }, (_, i) => 0.3 - 0.17 * i);
      const twin = starts.map((x) => -x);
      const short = { ...flow, transientSamples: 500 };
      const [one, other] = [starts, twin].map(
        (start) => new ReferenceSource({ flow: short, starts: start }),
      );
      const states = [one!, other!].map((source) =>
        Array.from({ length: flow.dimension }, (_, i) => source.coordinate(0, i)),
      );
      const mirrored = states[0]!.every((x, i) => x === -states[1]![i]!);
      expect(mirrored).toBe(flow.symmetric);
    },
  );

  it("the memristor's staircase has a step at every odd number up to 5", () => {
    expect([0, 0.5, 1.5, 2.5, 3.5, 6, -1.5, -6].map(staircase)).toEqual([
      0, 0.5, -0.5, 0.5, -0.5, 0, 0.5, 0,
    ]);
  });

  it("the memristive network wanders over nine scrolls", () => {
    const { parameters, h } = flows["memristive-hopfield"];
    const orbit = new RungeKutta(
      memristiveHopfieldField(parameters),
      Float64Array.of(0.1, 0.2, 0.3, 0.4),
      h,
    );
    const cells = new Set<number>();
    for (let i = 0; i < 40_000; i++) {
      orbit.advance(4);
      cells.add(Math.round(orbit.state[3]! / 2));
    }
    expect(cells.size).toBe(9);
  });
});

/** The two largest Lyapunov exponents from three orbits close to each other. */
function exponents(field: Field, dimension: number, h: number, time: number): [number, number] {
  const size = 1e-7;
  const base = new RungeKutta(
    field,
    Float64Array.from({ length: dimension }, (_, i) => 0.3 - 0.1 * i),
    h,
  );
  base.advance(100 / h);
  const near = [0, 1].map(
    (k) =>
      new RungeKutta(
        field,
        base.state.map((x, i) => x + (i === k ? size : 0)),
        h,
      ),
  );
  const sums: [number, number] = [0, 0];
  const steps = Math.round(0.25 / h);
  for (let done = 0; done < time; done += steps * h) {
    for (const orbit of [base, ...near]) orbit.advance(steps);
    const [u, v] = near.map(({ state }) => state.map((x, i) => x - base.state[i]!)) as [
      Float64Array,
      Float64Array,
    ];
    const dot = (a: Float64Array, b: Float64Array): number =>
      a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    const first = Math.sqrt(dot(u, u));
    const along = dot(u, v) / (first * first);
    const rest = v.map((x, i) => x - along * u[i]!);
    const second = Math.sqrt(dot(rest, rest));
    sums[0] += Math.log(first / size);
    sums[1] += Math.log(second / size);
    for (let i = 0; i < dimension; i++) {
      near[0]!.state[i] = base.state[i]! + (u[i]! / first) * size;
      near[1]!.state[i] = base.state[i]! + (rest[i]! / second) * size;
    }
  }
  return [sums[0] / time, sums[1] / time];
}

// REFERENCE 1a.0 with the Pade tanh; for the memristive flow the exact sign's two-trajectory value,
// and no second exponent: it is not differentiable. The cells are those of REFERENCE 1b.1.
it.each([
  ["hopfield-3", 6000, 0.128, 0],
  ["hopfield-4", 2500, 0.2425, 0.011],
  ["memristive-hopfield", 6000, 0.14, undefined],
  ["cellular-4", 2500, 0.186, 0.081],
] as const)("Lyapunov exponents of %s", (id, time, first, second) => {
  const { dimension, field, parameters, h } = flows[id];
  const found = exponents(field(parameters), dimension, h, time);
  expect(Math.abs(found[0] - first)).toBeLessThan(0.02);
  if (second !== undefined) expect(Math.abs(found[1] - second)).toBeLessThan(0.02);
});

it("words are little-endian and take the source's bytes in order", () => {
  let next = 0;
  const word = wordsOf({
    read: (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = next++;
    },
  });
  expect([word(), word()]).toEqual([0x03020100, 0x07060504]);
  for (let i = 2; i < 300; i++) expect(word() & 255).toBe((4 * i) & 255);
});
