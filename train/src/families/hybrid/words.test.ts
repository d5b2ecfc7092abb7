import {
  evaluate,
  gradients,
  Graph,
  multiply,
  Random,
  sum,
  type Tensor,
} from "@neuroveil/autodiff";
import { expect, test } from "vitest";
import { activate, exclusiveOr, odd, product, rot8, upperProduct, withSlopes } from "./words.ts";

const random = Random.fromText("words");
const edges = [0, 1, 255, 256, 32_767, 32_768, 65_535];
const pairs = [
  ...edges.flatMap((a) => edges.map((b) => [a, b] as const)),
  ...Array.from({ length: 2000 }, () => [random.below(65_536), random.below(65_536)] as const),
];

const turned = (x: number): number => ((x & 0xff) << 8) | (x >>> 8);

test.each<[string, (a: Tensor, b: Tensor) => Tensor, (a: number, b: number) => number]>([
  ["product", product, (a, b) => Math.imul(a, b) & 0xffff],
  ["upper product", upperProduct, (a, b) => Math.floor((a * b) / 2 ** 15)],
  ["exclusive or", exclusiveOr, (a, b) => a ^ b],
  ["odd word", odd, (a) => a | 1],
  ["word with its bytes exchanged", rot8, turned],
  ["activation", activate, (s) => turned(Math.imul(s, 2 * s + 1) & 0xffff)],
])("the %s is that of integers, and nothing on the way exceeds 2^24", (_, make, expected) => {
  const graph = new Graph();
  const [a, b] = [graph.input("a", [pairs.length]), graph.input("b", [pairs.length])];
  const result = make(a, b);
  const given = { a: pairs.map(([a]) => a), b: pairs.map(([, b]) => b) };
  const values = evaluate(graph, [result], given)[0]!;
  expect([...values]).toEqual(pairs.map(([a, b]) => expected(a, b)));
  const exact = graph.nodes.flatMap(({ outputs }) => outputs).filter(({ shape }) => shape.length);
  const largest = evaluate(graph, exact, given).map((values) =>
    values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  );
  expect(Math.max(...largest)).toBeLessThan(2 ** 24);
});

test("values with the slopes of others", () => {
  const graph = new Graph();
  const x = graph.input("x", [2]);
  const y = withSlopes(multiply(x, 7), multiply(x, 3));
  const [slope] = gradients(sum(y), [x]);
  const [values, slopes] = evaluate(graph, [y, multiply(slope!, 1)], { x: [1, 2] });
  expect([...values!]).toEqual([7, 14]);
  expect([...slopes!]).toEqual([3, 3]);
});
