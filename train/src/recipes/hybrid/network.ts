import { concatenate, multiply, reshape, type Tensor } from "@neuroveil/autodiff";
import type { Contender, Given, Parameter, Shown } from "../../families/hybrid/contender.ts";
import { halfLines, part, planeWidth, rolled } from "../../families/hybrid/planes.ts";
import { ButterflyTwin, type ButterflyTwinState } from "./butterfly-twin.ts";

/** Words of a cell of the checkerboard that the halves of a tile are. */
const cellWords = 8;

/** The networks of the cipher; there are no weights but theirs, since the convolution is keyed. */
export const nets = ["encoder", "mask"] as const;

const parametersOf = (net: string): readonly Parameter[] => [
  { name: `${net}.first`, shape: [planeWidth], kind: "odd-bias", part: net },
  { name: `${net}.second`, shape: [planeWidth], kind: "odd-bias", part: net },
  { name: `${net}.forget`, shape: [planeWidth], kind: "odd-bias", part: net },
  { name: `${net}.candidate`, shape: [planeWidth], kind: "bias", part: net },
  { name: `${net}.open`, shape: [planeWidth], kind: "bias", part: net },
];

/** An LSTM that takes in a line a step and shows every output, and its gates in the last step. */
function atWork(
  weights: Readonly<Record<string, Tensor>>,
  net: string,
  lines: Tensor,
  { states }: Given,
  steps: number,
): Shown {
  const [members = 1] = weights[`${net}.first`]!.shape;
  const [images = 1] = states.shape;
  const row = (name: string): Tensor =>
    reshape(weights[`${net}.${name}`]!, [members, 1, planeWidth]);
  const twin = new ButterflyTwin({
    first: row("first"),
    second: row("second"),
    forget: row("forget"),
    candidate: row("candidate"),
    open: row("open"),
  });
  const start = (from: number): Tensor => {
    const half = reshape(part(states, 1, from, from + planeWidth), [1, images, planeWidth]);
    return concatenate(
      Array.from({ length: members }, () => half),
      0,
    );
  };
  const asLine = (x: Tensor): Tensor => reshape(x, [members, images, 1, planeWidth]);
  let state: ButterflyTwinState = { hidden: start(0), cell: start(planeWidth) };
  let layer: Tensor | undefined;
  const shown = Array.from({ length: steps }, (_, time) => {
    const line = reshape(part(lines, 2, time, time + 1), [1, images, planeWidth]);
    const step = twin.step(state, time, line);
    state = step.state;
    const [forget, open] = step.gates;
    // An output gate is 15 bits wide.
    layer = concatenate([asLine(forget), asLine(multiply(open, 2))], 2);
    return asLine(step.output);
  });
  return { layer: layer!, keyed: true, words: concatenate(shown, 2) };
}

/**
 * Both LSTMs at work from their first step on, where there is something to see: the cipher shows nothing
 * of them before they have mixed for eight. Each takes in the lines of one half of a tile.
 */
export const hybridContender: Contender = {
  cellWords,
  parameters: nets.flatMap(parametersOf),
  play: (weights, given, steps) => {
    const own = halfLines(given.planes, cellWords);
    const other = halfLines(rolled(given.planes, cellWords), cellWords);
    return {
      encoder: atWork(weights, "encoder", own, given, steps),
      mask: atWork(weights, "mask", other, given, steps),
    };
  },
};
