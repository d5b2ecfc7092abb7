import {
  compile,
  evaluate,
  Graph,
  multiply,
  Random,
  reshape,
  Variables,
} from "@neuroveil/autodiff";
import {
  defaultOptions,
  defaultShape,
  generatorLayers,
  HybridNetwork,
  readWeights,
  seedWeights,
} from "neuroveil/internal/hybrid-first";
import { expect, test } from "vitest";
import { featureLines, pooledLinesOf } from "../../families/hybrid/planes.ts";
import { firstPlane, folded, generatorLayer } from "./generator-twin.ts";

test("the twin in single precision is the integer generator, word by word", async () => {
  const rows = 8;
  const shape = { ...defaultShape, lstmLayers: 0 };
  const weights = readWeights(await seedWeights("twin", shape));
  const { convolution, generator } = weights;
  const network = new HybridNetwork(weights, defaultOptions);
  const random = Random.fromText("twin");
  const words = Uint16Array.from({ length: rows * 32 }, () => random.below(65_536));
  const key = Uint8Array.from({ length: network.nativeKeyBytes }, () => random.below(256));
  const mask = key.subarray(128, 256);
  const graph = new Graph();
  const plane = reshape(graph.input("plane", [rows * 32]), [1, 1, rows, 32]);
  const state = graph.constant(
    Array.from({ length: 64 }, (_, i) => mask[2 * i]! | (mask[2 * i + 1]! << 8)),
    [1, 64],
  );
  const features = featureLines(
    plane,
    graph.constant(convolution.cross, [1, 4]),
    graph.constant(convolution.layers[0]!, [1, 3]),
  );
  let made = firstPlane(state, pooledLinesOf(features), rows / 2);
  for (let layer = 0; layer < generatorLayers; layer++) {
    const taps = graph.constant(generator.subarray(9 * layer, 9 * layer + 9), [1, 9]);
    made = generatorLayer(made, layer, state, taps);
  }
  const shown = multiply(folded(made), 1);
  const expected = [...network.halfMask(key, words, 0, 0, new Uint8Array(32))];
  const given = { plane: Float32Array.from(words) };
  expect([...evaluate(graph, [shown], given)[0]!]).toEqual(expected);
  const program = await compile(graph, { shown });
  const numbers = await program.run(Variables.initial([graph], ""), given);
  await program.release();
  expect([...numbers["shown"]!]).toEqual(expected);
});
