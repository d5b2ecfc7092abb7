import {
  add,
  concatenate,
  multiply,
  pad,
  reshape,
  slice,
  split,
  type Tensor,
} from "@neuroveil/autodiff";
import { activate, signed, withSlopes, word } from "./words.ts";

/** Words a row of a tile. */
export const planeWidth = 32;

/** Accumulators of the pooled features. */
const pooledLines = 4;

/** Part of an axis. */
export function part(x: Tensor, axis: number, from: number, to: number): Tensor {
  return slice(
    x,
    x.shape.map((_, i) => (i === axis ? from : 0)),
    x.shape.map((n, i) => (i === axis ? to : n)),
  );
}

/** Along an axis, place i has what place i + `by` has, all around. @param by 0 or above */
export function rolled(x: Tensor, by: number, axis: number = x.shape.length - 1): Tensor {
  const length = x.shape[axis]!;
  const from = by % length;
  if (from === 0) return x;
  return concatenate([part(x, axis, from, length), part(x, axis, 0, from)], axis);
}

/** The words that stand so many rows and columns further, zero outside: [..., rows, 32]. */
function shifted(plane: Tensor, rows: number, columns: number): Tensor {
  const axes = plane.shape.length;
  const by = (axis: number): number => (axis === axes - 2 ? rows : axis === axes - 1 ? columns : 0);
  const steps = plane.shape.map((_, axis) => by(axis));
  const wide = pad(
    plane,
    steps.map((step) => Math.max(0, -step)),
    steps.map((step) => Math.max(0, step)),
  );
  const from = steps.map((step) => Math.max(0, step));
  return slice(
    wide,
    from,
    from.map((start, axis) => start + plane.shape[axis]!),
  );
}

/**
 * Σ taps·words modulo 2^16. The products of one word and one tap are below 2^24, and are wrapped before
 * they are added.
 *
 * @param taps [members, number], whole, -128 to 127
 * @param words as many tensors, [members or 1, images, rows, 32]
 */
export function weightedSum(taps: Tensor, words: readonly Tensor[]): Tensor {
  const [members = 1] = taps.shape;
  const each = split(taps, 1, words.length).map((tap) => reshape(tap, [members, 1, 1, 1]));
  const total = (parts: readonly Tensor[]): Tensor => parts.reduce((all, one) => add(all, one));
  return withSlopes(
    word(total(each.map((tap, i) => word(multiply(tap, words[i]!))))),
    total(each.map((tap, i) => multiply(multiply(tap, 1 / 128), signed(words[i]!)))),
  );
}

/**
 * What the encoder absorbs, a line a row (`causalResidual` in core/src/networks/convolution.ts).
 *
 * @param plane [1, images, rows, 32]
 * @param taps [members, 5]
 * @returns [members, images, rows, 32]
 */
export function causalLines(plane: Tensor, taps: Tensor): Tensor {
  return word(add(plane, activate(causalSums(plane, taps))));
}

/** Before the activation. */
export function causalSums(plane: Tensor, taps: Tensor): Tensor {
  const earlier = (
    [
      [-1, -1],
      [-1, 0],
      [-1, 1],
      [0, -1],
      [0, -2],
    ] as const
  ).map(([rows, columns]) => shifted(plane, rows, columns));
  return weightedSum(taps, earlier);
}

/**
 * What stands at the positions of half 0, step by step: word u of step t stands in row 2t + (cell mod 2).
 *
 * @param plane [..., images, rows, 32], an even number of rows
 * @param cellWords words of a cell of the checkerboard: 1 in the first hybrid cipher, 8 in its successor
 * @returns [..., images, rows / 2, 32]
 */
export function halfLines(plane: Tensor, cellWords = 1): Tensor {
  const outer = plane.shape.slice(0, -2);
  const steps = plane.shape.at(-2)! / 2;
  const axis = outer.length + 1;
  const pairs = reshape(plane, [...outer, steps, 2, planeWidth]);
  const [even, uneven] = [0, 1].map((parity) =>
    multiply(
      reshape(part(pairs, axis, parity, parity + 1), [...outer, steps, planeWidth]),
      plane.graph.constant(
        Array.from({ length: planeWidth }, (_, u) =>
          Math.floor(u / cellWords) % 2 === parity ? 1 : 0,
        ),
        [planeWidth],
      ),
    ),
  ) as [Tensor, Tensor];
  return add(even, uneven);
}

/**
 * Features of half 1 for the positions of half 0 (`halfFeatures` there, with two layers).
 *
 * @param plane [1, images, rows, 32]
 * @param cross [members, 4] @param taps [members, 3]
 * @returns [members, images, rows / 2, 32]
 */
export function featureLines(plane: Tensor, cross: Tensor, taps: Tensor): Tensor {
  return lineSums(activate(crossSums(plane, cross)), taps);
}

/** The first layer, before its activation. */
export function crossSums(plane: Tensor, cross: Tensor): Tensor {
  const neighbours = (
    [
      [-1, 0],
      [0, -1],
      [0, 1],
      [1, 0],
    ] as const
  ).map(([rows, columns]) => shifted(plane, rows, columns));
  return halfLines(weightedSum(cross, neighbours));
}

/** The second layer: three taps along each line. @param lines [members or 1, images, steps, 32] */
export function lineSums(lines: Tensor, taps: Tensor): Tensor {
  return weightedSum(
    taps,
    [-1, 0, 1].map((columns) => shifted(lines, 0, columns)),
  );
}

/** Four lines, step t added to line t mod 4 (`pool` there). @param lines [..., steps, 32] */
export function pooledLinesOf(lines: Tensor): Tensor {
  const axis = lines.shape.length - 2;
  const steps = split(lines, axis, lines.shape[axis]!);
  const none = multiply(steps[0]!, 0);
  const pooled = Array.from({ length: pooledLines }, (_, line) =>
    steps
      .filter((_, step) => step % pooledLines === line)
      .reduce((sum, step) => word(add(multiply(sum, 5), step)), none),
  );
  return concatenate(pooled, axis);
}
