import {
  compile,
  evaluate,
  Graph,
  multiply,
  Random,
  reshape,
  Variables,
  type Tensor,
} from "@neuroveil/autodiff";
import {
  defaultOptions,
  HybridNetwork,
  readWeights,
  seedWeights,
} from "neuroveil/internal/hybrid-first";
import { expect, test } from "vitest";
import { LstmTwin, type TwinState } from "./lstm-twin.ts";
import { causalLines, featureLines, part, pooledLinesOf } from "../../families/hybrid/planes.ts";

const rows = 8;
const images = 3;
const stateWords = 64;
const blankSteps = 3;
const warmUpSteps = 8;

/** Absorbs lines and then runs on its own: the last `shown` outputs, [1, images, 32] each. */
function run(twin: LstmTwin, start: Tensor, lines: Tensor, blank: number, shown: number): Tensor[] {
  const half = (from: number): Tensor => reshape(part(start, 1, from, from + 32), [1, images, 32]);
  let state: TwinState = { hidden: half(0), cell: half(32) };
  const outputs: Tensor[] = [];
  const absorbed = lines.shape[2]!;
  for (let time = 0; time < absorbed + blank; time++) {
    const line =
      time < absorbed ? reshape(part(lines, 2, time, time + 1), [1, images, 32]) : undefined;
    const step = twin.step(state, time, line);
    state = step.state;
    outputs.push(step.output);
  }
  return outputs.slice(-shown);
}

test("the twin in single precision is the integer network of the cipher, word by word", async () => {
  const weights = readWeights(await seedWeights("twin"));
  const { encoder, mask, convolution } = weights;
  const network = new HybridNetwork(weights, defaultOptions);
  const random = Random.fromText("twin");
  const planes = Uint16Array.from({ length: images * rows * 32 }, () => random.below(65_536));
  planes.fill(0, 0, rows * 32);
  const key = Uint8Array.from({ length: network.nativeKeyBytes }, () => random.below(256));
  const words = Uint16Array.from(
    { length: key.length / 2 },
    (_, i) => key[2 * i]! | (key[2 * i + 1]! << 8),
  );

  const graph = new Graph();
  const constant = (values: ArrayLike<number>, shape: number[]): Tensor =>
    graph.constant(Float64Array.from(values), shape);
  const lstm = (net: typeof encoder): LstmTwin =>
    new LstmTwin({
      weight: constant(net.weight, [1, 3, 32, 16]),
      bias: constant(net.bias, [1, 3, 32]),
    });
  const states = (from: number): Tensor =>
    constant(
      Array.from({ length: images }, () => [...words.subarray(from, from + stateWords)]).flat(),
      [images, stateWords],
    );
  const plane = reshape(graph.input("plane", [images * rows * 32]), [1, images, rows, 32]);
  const causal = causalLines(plane, constant(convolution.causal, [1, 5]));
  const [digest] = run(lstm(encoder), states(0), causal, blankSteps, 1);
  const features = featureLines(
    plane,
    constant(convolution.cross, [1, 4]),
    constant(convolution.layers[0]!, [1, 3]),
  );
  const steps = run(
    lstm(mask),
    states(stateWords),
    pooledLinesOf(features),
    warmUpSteps + rows / 2,
    rows / 2,
  );
  const wanted = [digest!, ...steps];

  const byImage = (i: number) => planes.subarray(i * rows * 32, (i + 1) * rows * 32);
  const digests = Array.from({ length: images }, (_, i) => [
    ...network.digestTile(key, byImage(i), 0),
  ]);
  const masks = Array.from({ length: images }, (_, i) => [
    ...network.halfMask(key, byImage(i), 0, 0, new Uint8Array(32)),
  ]);
  const expected = [
    digests.flat(),
    ...steps.map((_, t) => masks.flatMap((words) => words.slice(32 * t, 32 * t + 32))),
  ];

  const given = { plane: Float32Array.from(planes) };
  expect(evaluate(graph, wanted, given).map((values) => Array.from(values))).toEqual(expected);
  const results = Object.fromEntries(wanted.map((words, i) => [`${i}`, multiply(words, 1)]));
  const program = await compile(graph, results);
  const numbers = await program.run(Variables.initial([graph], ""), given);
  await program.release();
  expect(wanted.map((_, i) => Array.from(numbers[`${i}`]!))).toEqual(expected);
});
