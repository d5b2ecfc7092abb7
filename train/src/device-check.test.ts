import { add, compile, Graph, multiply, sum, Variables, type Program } from "@neuroveil/autodiff";
import { expect, test } from "vitest";
import { checkDevice } from "./device-check.ts";

/** One step that adds x, times a factor, to a variable; the factor of a faulty device is another. */
async function program(factor: number, resultFactor = 1): Promise<[Program, Variables]> {
  const graph = new Graph();
  const x = graph.input("x", [3]);
  const w = graph.variable("w", [3], { kind: "constant", value: 2 });
  graph.assign(w, add(w, multiply(x, factor)));
  const compiled = await compile(graph, { total: multiply(sum(x), resultFactor) });
  return [compiled, Variables.initial([graph], "seed")];
}

const inputs = { x: Float32Array.of(1, -1, 0.5) };

test("a device that computes nearly the same passes, and the variables stay as they were", async () => {
  const [cpu, variables] = await program(1);
  const [device] = await program(1 + 1e-5);
  await expect(checkDevice("webgpu", { cpu, device }, variables, inputs)).resolves.toBeUndefined();
  expect([...variables.get("w")]).toEqual([2, 2, 2]);
});

test.each([
  ["a result", 1, 1.1, /got total = 0\.55/],
  ["what it leaves in a variable", 1.25, 1, /got w = 3\.25/],
  ["what is no number", Number.NaN, 1, /got w = NaN/],
])("a device that differs in %s is refused", async (_, factor, resultFactor, message) => {
  const [cpu, variables] = await program(1);
  const [device] = await program(factor, resultFactor);
  await expect(checkDevice("webgpu", { cpu, device }, variables, inputs)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringMatching(message) as string,
  });
});
