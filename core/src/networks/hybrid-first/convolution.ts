import { activate } from "../activate.ts";

/**
 * The convolutions of the hybrid cipher, on words modulo 2^16. A plane is rows of 32 words (64
 * bytes of image); what lies outside counts as zero.
 */

/** Words a row: 64 bytes. */
export const planeWidth = 32;

export interface ConvolutionWeights {
  /** Five taps of the causal layer: up-left, up, up-right, left, left of left. */
  readonly causal: Int8Array;
  /** Four taps of the first feature layer: up, left, right, down. */
  readonly cross: Int8Array;
  /** Three taps (left, centre, right) a further feature layer. */
  readonly layers: readonly Int8Array[];
  /** Two such layers a residual block. */
  readonly blocks: readonly (readonly [Int8Array, Int8Array])[];
}

function at(plane: Uint16Array, row: number, column: number): number {
  const inside = row >= 0 && column >= 0 && column < planeWidth;
  return inside ? (plane[row * planeWidth + column] ?? 0) : 0;
}

/**
 * Causal residual convolution: x = w + activate(earlier words). Injective, because the words can be
 * recovered one after the other. Used for the key vector, where no change may get lost.
 */
export function causalResidual(plane: Uint16Array, taps: Int8Array): Uint16Array {
  const [upLeft, up, upRight, left, left2] = taps as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  const out = new Uint16Array(plane.length);
  for (let i = 0; i < plane.length; i++) {
    const row = Math.floor(i / planeWidth);
    const column = i % planeWidth;
    const sum =
      upLeft * at(plane, row - 1, column - 1) +
      up * at(plane, row - 1, column) +
      upRight * at(plane, row - 1, column + 1) +
      left * at(plane, row, column - 1) +
      left2 * at(plane, row, column - 2);
    out[i] = plane[i]! + activate(sum);
  }
  return out;
}

/** The row in which word `column` of step `step` of a half stands: the halves are a checkerboard. */
export function halfRow(step: number, column: number, half: number): number {
  return 2 * step + ((column + half) & 1);
}

function threeTaps(line: Uint16Array, taps: Int8Array): Uint16Array {
  return line.map((_, u) => {
    const left = u > 0 ? line[u - 1]! : 0;
    const right = u + 1 < line.length ? line[u + 1]! : 0;
    return taps[0]! * left + taps[1]! * line[u]! + taps[2]! * right;
  });
}

function activated(line: Uint16Array): Uint16Array {
  return line.map(activate);
}

/**
 * Features of one half-plane for the positions of the other: a cross-shaped layer (the four
 * neighbours of a position all lie in the other half), then layers of three taps along the step.
 * @param half the half that is to be masked; only words of the other one are read
 * @returns steps of 32 words
 */
export function halfFeatures(
  plane: Uint16Array,
  half: number,
  weights: ConvolutionWeights,
): Uint16Array[] {
  const rows = plane.length / planeWidth;
  const [up, left, right, down] = weights.cross as unknown as [number, number, number, number];
  return Array.from({ length: Math.ceil(rows / 2) }, (_, step) => {
    let line = new Uint16Array(planeWidth);
    for (let u = 0; u < planeWidth; u++) {
      const row = halfRow(step, u, half);
      line[u] =
        up * at(plane, row - 1, u) +
        left * at(plane, row, u - 1) +
        right * at(plane, row, u + 1) +
        down * at(plane, row + 1, u);
    }
    for (const taps of weights.layers) line = threeTaps(activated(line), taps) as typeof line;
    for (const [first, second] of weights.blocks) {
      const deep = threeTaps(activated(threeTaps(activated(line), first)), second);
      line = line.map((word, u) => word + deep[u]!);
    }
    return line;
  });
}

/** Steps that a pooled vector is absorbed in, at 32 units. */
export const pooledSteps = 4;

/**
 * Pools the features of a half to 4 x 32 words: step t goes to accumulator t mod 4 as p = 5 p + f,
 * so that one changed feature always changes the result.
 */
export function pool(features: readonly Uint16Array[]): Uint16Array {
  const pooled = new Uint16Array(pooledSteps * planeWidth);
  features.forEach((line, step) => {
    const from = (step % pooledSteps) * planeWidth;
    for (let u = 0; u < planeWidth; u++) pooled[from + u] = 5 * pooled[from + u]! + line[u]!;
  });
  return pooled;
}
