import { compile, evaluate, Graph, Random, Scope, Variables } from "@neuroveil/autodiff";
import { convolvePlanes } from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import { exportLayer, quantisedConvolution, type QuantisedLayer } from "./quantised-convolution.ts";

const layers: readonly (readonly [string, QuantisedLayer])[] = [
  ["hidden", { outputs: 5, low: 0, high: 255 }],
  ["last", { outputs: 3, low: -128, high: 127 }],
];

/** A layer with weights of up to 2.5, beyond what int8 holds, on random samples. */
function setting(layer: QuantisedLayer) {
  const random = Random.fromText(`layer to ${layer.high}`);
  const draw = (count: number, reach: number): Float32Array =>
    Float32Array.from({ length: count }, () => reach * (2 * random.unit() - 1));
  const graph = new Graph();
  const x = graph.input("x", [1, 4, 9, 7]);
  const y = quantisedConvolution(new Scope(graph, "layer"), x, layer);
  const variables = Variables.initial([graph], "seed");
  variables.set("layer.kernel", draw(layer.outputs * 36, layer.low === 0 ? 2.5 : 0.4));
  variables.set("layer.bias", draw(layer.outputs, 1));
  const samples = Float32Array.from({ length: 252 }, () => random.below(256) - 128);
  return { graph, y, variables, samples };
}

test.each(layers)(
  "the %s layer computes the same integers in training (single precision), in double precision and as shipped",
  async (_, layer) => {
    const { graph, y, variables, samples } = setting(layer);
    const program = await compile(graph, { y });
    const trained = [...(await program.run(variables, { x: samples }))["y"]!];
    await program.release();
    const [double] = evaluate(graph, [y], {
      x: samples,
      "layer.kernel": variables.get("layer.kernel"),
      "layer.bias": variables.get("layer.bias"),
    });
    const shipped = convolvePlanes(
      exportLayer(layer, variables.get("layer.kernel"), variables.get("layer.bias")),
      { channels: 4, height: 9, width: 7, data: Int16Array.from(samples) },
    );
    expect([...shipped.data]).toEqual(trained);
    expect([...double!]).toEqual(trained);
    // Neither all silent nor all at a bound.
    expect(new Set(trained).size).toBeGreaterThan(50);
  },
);

test("weights beyond int8 are cut off, halves go up", () => {
  const layer = exportLayer(
    { outputs: 1, low: 0, high: 255 },
    Float32Array.of(5, -5, 0.5 / 64, -0.5 / 64, 1.5 / 64, -1.5 / 64, 1, -1, 0),
    Float32Array.of(0.25),
  );
  expect([...layer.kernel]).toEqual([127, -127, 1, 0, 2, -1, 64, -64, 0]);
  expect([...layer.bias]).toEqual([0.25 * 128 * 64]);
});

test("refuses a layer whose sums single precision cannot hold", () => {
  const kernel = new Float32Array(9 * 64).fill(1.9);
  const layer = { outputs: 1, low: 0, high: 255 };
  expect(() => exportLayer(layer, kernel, Float32Array.of(0))).toThrow(/sums below 16777216/);
  expect(() =>
    exportLayer(
      layer,
      kernel.map((w) => w / 2),
      Float32Array.of(0),
    ),
  ).not.toThrow();
});
