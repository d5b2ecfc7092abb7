import { concatenate, multiply, reshape, type Tensor } from "@neuroveil/autodiff";
import type { Contender, Given, Parameter, Shown } from "../../families/hybrid/contender.ts";
import { convolutionLayers, convolutionParameters } from "../../families/hybrid/convolutions.ts";
import { LstmTwin, type TwinState } from "./lstm-twin.ts";
import { causalLines, featureLines, part, planeWidth } from "../../families/hybrid/planes.ts";

const lstmParameters = (part: string): readonly Parameter[] => [
  { name: `${part}.gates`, shape: [2, 32, 16], kind: "any", part },
  { name: `${part}.candidates`, shape: [1, 32, 16], kind: "odd", part },
  { name: `${part}.bias`, shape: [3, 32], kind: "bias", part },
];

/** An LSTM that absorbs a line a step and shows every output, and its gates in the last step. */
function lstmAtWork(
  weights: Readonly<Record<string, Tensor>>,
  name: string,
  lines: Tensor,
  { states }: Given,
  steps: number,
): Shown {
  const [gates, candidates, bias] = ["gates", "candidates", "bias"].map(
    (kind) => weights[`${name}.${kind}`]!,
  ) as [Tensor, Tensor, Tensor];
  const twin = new LstmTwin({ weight: concatenate([gates, candidates], 1), bias });
  const [members = 1] = bias.shape;
  const [images = 1] = states.shape;
  const start = (from: number): Tensor => {
    const half = reshape(part(states, 1, from, from + planeWidth), [1, images, planeWidth]);
    return concatenate(
      Array.from({ length: members }, () => half),
      0,
    );
  };
  const asLine = (x: Tensor): Tensor => reshape(x, [members, images, 1, planeWidth]);
  let state: TwinState = { hidden: start(0), cell: start(planeWidth) };
  let last: readonly Tensor[] = [];
  const shown = Array.from({ length: steps }, (_, time) => {
    const line = reshape(part(lines, 2, time, time + 1), [members, images, planeWidth]);
    const step = twin.step(state, time, line);
    state = step.state;
    last = step.gates;
    return asLine(step.output);
  });
  // Gates are 15 bits wide.
  const layer = concatenate(
    last.map((gate) => asLine(multiply(gate, 2))),
    2,
  );
  return { layer, keyed: true, words: concatenate(shown, 2) };
}

/** The convolutions, and both LSTMs seen at work from their first step on. */
export const firstHybridContender: Contender = {
  cellWords: 1,
  parameters: [...convolutionParameters, ...lstmParameters("encoder"), ...lstmParameters("mask")],
  play: (weights, given, steps) => {
    const digested = causalLines(given.planes, weights["causal"]!);
    const features = featureLines(given.planes, weights["cross"]!, weights["features"]!);
    return {
      ...convolutionLayers(weights, given),
      encoder: lstmAtWork(weights, "encoder", digested, given, steps),
      mask: lstmAtWork(weights, "mask", features, given, steps),
    };
  },
};
