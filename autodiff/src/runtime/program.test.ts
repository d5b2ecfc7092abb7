import { expect, test } from "vitest";
import {
  adam,
  compile,
  dense,
  Graph,
  meanSquaredError,
  Random,
  Scope,
  Variables,
  type Numbers,
} from "../index.ts";

test("the example of `compile` learns its line", async () => {
  const random = Random.fromText("examples");
  const examples = (): Numbers => {
    const x = Float32Array.from({ length: 8 }, () => 2 * random.unit() - 1);
    return { x, y: x.map((value) => 2 * value + 1) };
  };
  const graph = new Graph();
  const [x, y] = [graph.input("x", [8, 1]), graph.input("y", [8, 1])];
  const line = new Scope(graph, "line");
  const loss = meanSquaredError(dense(line, x, 1), y);
  adam(loss, line.parameters, { rate: 0.05 });
  const program = await compile(graph, { loss });
  const variables = Variables.initial([graph], "seed");
  for (let step = 0; step < 500; step++) await program.run(variables, examples());
  await program.release();
  expect(variables.get("line.weight")[0]).toBeCloseTo(2, 2);
  expect(variables.get("line.bias")[0]).toBeCloseTo(1, 2);
});

test("two programs of one graph, and two runs of one program, compute the same bits", async () => {
  const run = async (): Promise<Float32Array> => {
    const graph = new Graph();
    const x = graph.input("x", [16, 24]);
    const scope = new Scope(graph, "layers");
    const loss = meanSquaredError(dense(scope, x, 24), x);
    adam(loss, scope.parameters, { rate: 0.01 });
    const program = await compile(graph, { loss });
    const variables = Variables.initial([graph], "seed");
    const random = Random.fromText("x");
    const values = Float32Array.from({ length: 384 }, () => random.unit());
    for (let step = 0; step < 20; step++) await program.run(variables, { x: values });
    await program.release();
    return variables.get("layers.weight");
  };
  expect(await run()).toEqual(await run());
});
