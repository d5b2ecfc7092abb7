import { add, matrixProduct, reshape, type Tensor } from "@neuroveil/autodiff";
import { part, planeWidth, rolled, weightedSum } from "../../families/hybrid/planes.ts";
import {
  activate,
  exclusiveOr,
  odd,
  rot8,
  upperProduct,
  word,
} from "../../families/hybrid/words.ts";

/** Words of key that a generator has. */
const stateWords = 64;
/** Dilations: 1, 2, 4, 8, 16, and again. */
const dilations = 5;

/**
 * The plane that the generator begins with: key, position and pooled features
 * (core/src/networks/generator.ts).
 *
 * @param state [images, 64] @param pooled [members, images, 4, 32]
 * @returns [members, images, steps, 32]
 */
export function firstPlane(state: Tensor, pooled: Tensor, steps: number): Tensor {
  const { graph } = state;
  const [members = 1, images = 1, lines = 1] = pooled.shape;
  const cells = steps * planeWidth;
  const repeated = (x: Tensor, outer: readonly number[], period: number): Tensor => {
    const place = Array.from({ length: period * cells }, (_, i) =>
      Math.floor(i / cells) === (i % cells) % period ? 1 : 0,
    );
    return matrixProduct(reshape(x, [...outer, period]), graph.constant(place, [period, cells]));
  };
  const positions = graph.constant(
    Array.from({ length: cells }, (_, i) => Math.imul(i, 40_503) & 0xffff),
    [cells],
  );
  const keyed = add(repeated(state, [images], stateWords), positions);
  const sum = add(keyed, repeated(pooled, [members, images], lines * planeWidth));
  return reshape(word(sum), [members, images, steps, planeWidth]);
}

/**
 * One dilated layer, wrapping at the edges.
 *
 * @param plane [members, images, steps, 32]
 * @param layer its number, on which dilation and key words depend
 * @param state [images, 64]
 * @param taps [members, 9], -128 to 127
 */
export function generatorLayer(plane: Tensor, layer: number, state: Tensor, taps: Tensor): Tensor {
  const [images = 1] = state.shape;
  const keys = part(rolled(state, 7 * layer), 1, 0, planeWidth);
  const sums = layerSums(activate(plane), layer, taps);
  return word(add(sums, reshape(keys, [1, images, 1, planeWidth])));
}

/** Its weighted sums, without the key. @param plane [members or 1, images, steps, 32] */
export function layerSums(plane: Tensor, layer: number, taps: Tensor): Tensor {
  const steps = plane.shape[2]!;
  const dilation = 2 ** (layer % dilations);
  const seen = [-1, 0, 1].flatMap((rows) => {
    const row = rolled(plane, rows + steps, 2);
    return [-1, 0, 1].map((columns) => rolled(row, columns * dilation + planeWidth));
  });
  return weightedSum(taps, seen);
}

/** Two words of the last layer folded into each. */
export function folded(plane: Tensor): Tensor {
  const [third, factor] = [rolled(plane, 19), odd(rolled(plane, 5))];
  return word(add(exclusiveOr(plane, rot8(rolled(plane, 11))), word(upperProduct(third, factor))));
}
