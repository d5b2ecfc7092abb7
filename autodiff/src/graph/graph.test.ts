import { describe, expect, test } from "vitest";
import {
  add,
  clipThrough,
  compile,
  evaluate,
  gradients,
  Graph,
  matrixProduct,
  multiply,
  roundThrough,
  square,
  stopGradient,
  subtract,
  sum,
  Variables,
  type Tensor,
} from "../index.ts";
import { encodeModel } from "../onnx/encode.ts";

const zero = { kind: "constant", value: 0 } as const;

describe("variables", () => {
  test("hold after a run what the graph assigns, also for another graph that declares them", async () => {
    const counting = new Graph();
    const count = counting.variable("count", [2], zero);
    const by = counting.input("by", [2]);
    counting.assign(count, add(count, by));
    const reading = new Graph();
    const doubled = multiply(reading.variable("count", [2], zero), 2);
    const variables = Variables.initial([counting, reading], "seed");
    const program = await compile(counting, { sum: sum(by) });
    const reader = await compile(reading, { doubled });
    for (let i = 0; i < 3; i++) {
      expect([...(await program.run(variables, { by: Float32Array.of(1, 10) }))["sum"]!]).toEqual([
        11,
      ]);
    }
    expect([...variables.get("count")]).toEqual([3, 30]);
    expect([...(await reader.run(variables, {}))["doubled"]!]).toEqual([6, 60]);
    await program.release();
    await reader.release();
  });

  test("begin with draws that depend on seed and name alone", () => {
    const drawn = (name: string, seed: string, others: string[] = []): number[] => {
      const graph = new Graph();
      for (const other of [...others, name]) {
        graph.variable(other, [3], { kind: "uniform", bound: 0.5 });
      }
      return [...Variables.initial([graph], seed).get(name)];
    };
    expect(drawn("w", "1")).toEqual(drawn("w", "1", ["before"]));
    expect(drawn("w", "1")).not.toEqual(drawn("w", "2"));
    expect(drawn("w", "1")).not.toEqual(drawn("v", "1"));
    for (const value of drawn("w", "1")) expect(Math.abs(value)).toBeLessThanOrEqual(0.5);
  });

  test("have one shape in all graphs, and take no other number of values", () => {
    const [a, b] = [new Graph(), new Graph()];
    a.variable("w", [2], zero);
    b.variable("w", [3], zero);
    expect(() => Variables.initial([a, b], "seed")).toThrow("one shape of w, got [2] and [3]");
    const variables = Variables.initial([a], "seed");
    expect(() => variables.set("w", new Float32Array(3))).toThrow("expected 2 values of w, got 3");
    expect(() => variables.get("v")).toThrow("got v");
  });
});

describe("straight-through estimators", () => {
  const through = (make: (x: Tensor) => Tensor): { values: number[]; slopes: number[] } => {
    const graph = new Graph();
    const x = graph.input("x", [6]);
    const y = make(x);
    const [slope] = gradients(sum(multiply(y, 3)), [x]);
    const given = { x: [-1.5, -0.5, 0.49, 0.5, 2.5, 7.2] };
    const [values, slopes] = evaluate(graph, [y, add(slope!, 0)], given);
    return { values: [...values!], slopes: [...slopes!] };
  };
  const ones = Array.from({ length: 6 }, () => 3);

  test("round as integers do, halves up, and let gradients pass", () => {
    expect(through(roundThrough)).toEqual({ values: [-1, 0, 0, 1, 3, 7], slopes: ones });
  });

  test("keep within bounds and let gradients pass outside as well", () => {
    const { values, slopes } = through((x) => clipThrough(x, -1, 2));
    expect(values).toEqual([-1, -0.5, 0.49, 0.5, 2, 2]);
    expect(slopes).toEqual(ones);
  });

  test("or stop them", () => {
    expect(through((x) => add(stopGradient(x), x)).slopes).toEqual(ones);
    expect(through(stopGradient).slopes).toEqual(ones.map(() => 0));
  });
});

test("only what the results need becomes part of the program", () => {
  const graph = new Graph();
  const x = graph.input("x", [4, 4]);
  const unused = graph.input("unused", [4, 4]);
  const loss = sum(square(matrixProduct(x, x)));
  gradients(sum(square(subtract(x, unused))), [x, unused]);
  const { inputs, bytes } = encodeModel(graph, [loss]);
  expect(inputs.map(({ name }) => name)).toEqual(["x"]);
  expect(bytes.length).toBeLessThan(encodeModel(graph, gradients(loss, [x])).bytes.length);
});

describe("refuses, in words,", () => {
  const graph = new Graph();
  const x = graph.input("x", [2, 3]);
  test.each([
    [
      "shapes that do not fit",
      () => add(x, graph.input("y", [2])),
      /match or repeat, got \[2, 3\]/,
    ],
    ["matrices that do not fit", () => matrixProduct(x, x), /fits \[2, 3\], got \[2, 3\]/],
    ["two tensors of one name", () => graph.input("x", [1]), /a new name .* got "x"/],
    ["a name that it gives itself", () => graph.input("%0", [1]), /without a leading %/],
    ["tensors of two graphs", () => add(x, new Graph().input("z", [2, 3])), /of one graph, got z/],
    ["gradients of no scalar", () => gradients(x, [x]), /expected a scalar, got 2 axes/],
    [
      "to assign to what is no variable",
      () => graph.assign(x, x),
      /a variable of this graph, got x/,
    ],
    ["a constant of another size", () => graph.constant([1, 2], [3]), /3 numbers .* got 2/],
    ["numbers alone", () => add(1, 2), /a tensor among them/],
  ])("%s", (_, attempt, message) => expect(attempt).toThrow(message));

  test("an input of another size, and one that is missing", async () => {
    const graph = new Graph();
    const program = await compile(graph, { y: square(graph.input("x", [2, 3])) });
    const variables = Variables.initial([graph], "seed");
    await expect(program.run(variables, { x: new Float32Array(5) })).rejects.toThrow(
      '"inputs" expected x of shape [2, 3], got 5 values',
    );
    await expect(program.run(variables, {})).rejects.toThrow("got none");
    await program.release();
  });
});
