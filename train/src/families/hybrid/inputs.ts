import { Graph, type Numbers, type Random, type Tensor } from "@neuroveil/autodiff";
import { randomCrops } from "../../data/crops.ts";
import type { Picture } from "../../data/planes.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import type { Contender, Given } from "./contender.ts";
import { halfLines, part, planeWidth } from "./planes.ts";
import { variants } from "./security-loss.ts";

/** Words of a state: h, then c. */
const stateWords = 64;
/** Of a tile. */
export const rowBytes: number = 2 * planeWidth;

export interface Inputs extends Given {
  readonly graph: Graph;
  /** The words of the first variant that those of the network hide: [1, images, steps, 32]. */
  readonly plain: Tensor;
}

/** Tiles and keys, variant after variant. */
export function inputs(
  { batch, shown }: Settings<Setting>,
  { cellWords }: Pick<Contender, "cellWords">,
): Inputs {
  const graph = new Graph();
  const planes = graph.input("planes", [1, variants * batch, 2 * shown, planeWidth]);
  const states = graph.input("states", [variants * batch, stateWords]);
  return { graph, planes, states, plain: halfLines(part(planes, 1, 0, batch), cellWords) };
}

/**
 * Tiles from the green planes of random crops, and keys in the first words of the state, whose other
 * words are zero; then all of it again with one other key bit, and with the lowest bit of one other
 * sample.
 */
export function drawTiles(
  { batch, shown, keyWords }: Settings<Setting>,
  { cellWords }: Pick<Contender, "cellWords">,
  pictures: readonly Picture[],
  random: Random,
): Numbers {
  const tile = 2 * shown * planeWidth;
  const crops = randomCrops(pictures, batch, rowBytes, random);
  const plane = Float32Array.from({ length: batch * tile }, (_, i) => {
    const image = Math.floor(i / tile);
    const green = (3 * image + 1) * rowBytes ** 2 + 2 * (i % tile);
    return crops[green]! + 128 + 256 * (crops[green + 1]! + 128);
  });
  const state = Float32Array.from({ length: batch * stateWords }, (_, i) =>
    i % stateWords < keyWords ? random.below(65_536) : 0,
  );
  const [otherState, otherPlane] = [state.slice(), plane.slice()];
  for (let image = 0; image < batch; image++) {
    flip(otherState, image * stateWords + random.below(stateWords), 2 ** random.below(16));
    // In the first row, where half 1 has every other cell; either byte.
    const word = random.below(planeWidth / 2);
    const cell = 2 * Math.floor(word / cellWords) + 1;
    const at = image * tile + cell * cellWords + (word % cellWords);
    flip(otherPlane, at, 256 ** random.below(2));
  }
  return {
    planes: joined(plane, plane, otherPlane),
    states: joined(state, otherState, state),
  };
}

/** Of how changed weights are tried: -1 or 1 for every weight, each as likely. */
export function drawDirections(
  { pairs }: Settings<Setting>,
  { parameters }: Contender,
  random: Random,
): Numbers {
  return Object.fromEntries(
    parameters.map(({ name, shape }) => {
      const length = pairs * shape.reduce((product, n) => product * n, 1);
      return [`directions.${name}`, Float32Array.from({ length }, () => 2 * random.below(2) - 1)];
    }),
  );
}

/** @param bit its value */
function flip(words: Float32Array, at: number, bit: number): void {
  const isSet = Math.floor(words[at]! / bit) % 2 === 1;
  words[at]! += isSet ? -bit : bit;
}

function joined(...parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
