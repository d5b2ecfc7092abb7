import { expect, test } from "vitest";
import {
  adam,
  clip,
  compile,
  Graph,
  multiply,
  square,
  subtract,
  sum,
  Variables,
  warmUpAndDecay,
} from "../index.ts";

const target = [3, -2, 0.5];

/** (w - target)² with curvatures 1, 10 and 100. */
async function train(
  steps: number,
  options: { rate: number; clipNorm?: number; bound?: number },
): Promise<Float32Array> {
  const graph = new Graph();
  const w = graph.variable("w", [3], { kind: "constant", value: 0 });
  const curvature = graph.constant([1, 10, 100], [3]);
  const loss = sum(multiply(square(subtract(w, graph.constant(target, [3]))), curvature));
  const { rate, clipNorm, bound } = options;
  adam(loss, [w], {
    rate,
    ...(clipNorm !== undefined && { clipNorm }),
    ...(bound !== undefined && { project: (parameter) => clip(parameter, -bound, bound) }),
  });
  const program = await compile(graph, { loss });
  const variables = Variables.initial([graph], "seed");
  for (let step = 0; step < steps; step++) await program.run(variables, {});
  await program.release();
  return variables.get("w");
}

/** Algorithm 1 of Kingma and Ba 2015, word by word. */
function algorithm1(steps: number, rate: number): number[] {
  return target.map((goal, i) => {
    let [w, m, v] = [0, 0, 0];
    for (let t = 1; t <= steps; t++) {
      const gradient = 2 * [1, 10, 100][i]! * (w - goal);
      m = 0.9 * m + 0.1 * gradient;
      v = 0.999 * v + 0.001 * gradient ** 2;
      w -= (rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    }
    return w;
  });
}

test.each([1, 2, 100])("Adam is the published algorithm after %d steps", async (steps) => {
  const w = await train(steps, { rate: 0.05 });
  algorithm1(steps, 0.05).forEach((expected, i) => expect(w[i]).toBeCloseTo(expected, 4));
});

test("Adam finds the minimum", async () => {
  const w = await train(1500, { rate: 0.02 });
  target.forEach((goal, i) => expect(w[i]).toBeCloseTo(goal, 3));
});

test("a projection keeps parameters in bounds at every step", async () => {
  const w = await train(1500, { rate: 0.02, bound: 1 });
  [1, -1, 0.5].forEach((goal, i) => expect(w[i]).toBeCloseTo(goal, 3));
});

test("shortened gradients are shortened together: their ratio stays", async () => {
  const graph = new Graph();
  const w = graph.variable("w", [2], { kind: "constant", value: 0 });
  const loss = sum(multiply(w, graph.constant([30, 40], [2])));
  adam(loss, [w], { rate: 0.1, clipNorm: 1 });
  const program = await compile(graph, { loss });
  const variables = Variables.initial([graph], "seed");
  await program.run(variables, {});
  await program.release();
  const first = variables.get("adam/first/w");
  expect(first[0]).toBeCloseTo(0.1 * 0.6, 6);
  expect(first[1]).toBeCloseTo(0.1 * 0.8, 6);
});

test("a schedule rises, falls and ends where it was told to", () => {
  const rate = warmUpAndDecay({ peak: 2, steps: 101, warmUp: 10, last: 0.1 });
  expect(rate(0)).toBeCloseTo(0.2, 12);
  expect(rate(9)).toBe(2);
  expect(rate(10)).toBe(2);
  expect(rate(55)).toBeCloseTo(1.1, 12);
  expect(rate(100)).toBeCloseTo(0.2, 12);
  for (let step = 10; step < 100; step++) expect(rate(step + 1)).toBeLessThan(rate(step));
});
