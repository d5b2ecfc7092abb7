import {
  add,
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
} from "neuroveil/internal/networks";
import { expect, test } from "vitest";
import { word } from "../../families/hybrid/words.ts";
import { ButterflyTwin, type ButterflyTwinState } from "./butterfly-twin.ts";

const [images, units, lines] = [2, 32, 2];
const mixingSteps = 3;
const maskSteps = 5;

test("the twin in single precision is the integer network of the cipher, word by word", async () => {
  const weights = readWeights(await seedWeights("twin"));
  const { sequence } = new HybridNetwork(weights, defaultOptions);
  const random = Random.fromText("twin");
  const draw = (length: number): Uint16Array =>
    Uint16Array.from({ length }, () => random.below(65_536));
  const starts = Array.from({ length: images }, () => draw(2 * units));
  // An extreme: nothing but the highest words.
  starts[0]!.fill(65_535);
  const features = draw(2 * units);
  const digests = draw(2 * units);

  const graph = new Graph();
  const words = (values: ArrayLike<number>): Tensor =>
    graph.constant(Float64Array.from(values), [1, 1, units]);
  const twinOf = (net: "encoder" | "mask"): ButterflyTwin => {
    const { first, second, bias } = weights[net];
    const row = (i: number): Tensor => words(bias.subarray(i * units, (i + 1) * units));
    return new ButterflyTwin({
      first: words(first),
      second: words(second),
      forget: row(0),
      candidate: row(1),
      open: row(2),
    });
  };
  const nets = { encoder: twinOf("encoder"), mask: twinOf("mask") };
  const given = (half: number): Tensor =>
    reshape(graph.input(`half ${half}`, [images * units]), [1, images, units]);
  const start: ButterflyTwinState = { hidden: given(0), cell: given(1) };
  const numbers = Object.fromEntries(
    [0, 1].map((half) => [
      `half ${half}`,
      Float32Array.from(
        starts.flatMap((state) => Array.from(state.subarray(units * half, units * (half + 1)))),
      ),
    ]),
  );

  // The mask: blank steps, features, blank steps, lines.
  const mask = new Walk(start);
  for (let i = 0; i < mixingSteps; i++) mask.step(nets.mask);
  mask.state = {
    cell: word(add(mask.state.cell, words(features.subarray(0, units)))),
    hidden: word(add(mask.state.hidden, words(features.subarray(units)))),
  };
  for (let i = 0; i < maskSteps; i++) mask.step(nets.mask);
  const made = Array.from({ length: lines }, () => mask.step(nets.mask));
  // The root: digests as inputs, a blank step after each.
  const root = new Walk(start);
  for (let i = 0; i < mixingSteps; i++) root.step(nets.encoder);
  for (const at of [0, units]) {
    root.step(nets.encoder, words(digests.subarray(at, at + units)));
    root.step(nets.encoder);
  }
  for (let i = 0; i < mixingSteps - 1; i++) root.step(nets.encoder);
  const wanted = [...made, root.step(nets.encoder)];

  const masks = starts.map((state) => sequence.mask(state, features, lines * units));
  const ends = starts.map((state) => {
    const ownRoot = sequence.root(state);
    ownRoot.absorb(digests);
    return Array.from(ownRoot.end());
  });
  const expected = [
    ...made.map((_, t) =>
      masks.flatMap((own) => Array.from(own.subarray(units * t, units * (t + 1)))),
    ),
    ends.flat(),
  ];
  expect(evaluate(graph, wanted, numbers).map((values) => Array.from(values))).toEqual(expected);
  const results = Object.fromEntries(wanted.map((line, i) => [`${i}`, multiply(line, 1)]));
  const program = await compile(graph, results);
  const computed = await program.run(Variables.initial([graph], ""), numbers);
  await program.release();
  expect(wanted.map((_, i) => Array.from(computed[`${i}`]!))).toEqual(expected);
});

/** A network on its way. */
class Walk {
  state: ButterflyTwinState;
  #time = 0;

  constructor(state: ButterflyTwinState) {
    this.state = state;
  }

  step(twin: ButterflyTwin, input?: Tensor): Tensor {
    const { state, output } = twin.step(this.state, this.#time++, input);
    this.state = state;
    return output;
  }
}
