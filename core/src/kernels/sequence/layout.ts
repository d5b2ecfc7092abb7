import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import type { IntegerLstm } from "../../networks/quantised/integer-lstm.ts";

/** Where things begin; the kernel keeps nothing of its own below. */
const start = 1024;
/** Units of a group; its numbers of one kind are two vectors of four. */
export const group = 8;
/** Input, forget and output gate, candidate. */
export const kinds = 4;

/** Sizes of what the kernel works on, and where it lies. */
export interface MemoryLayout {
  readonly groups: number;
  /** Pairs of numbers that a step sees. */
  readonly pairs: number;
  /** Where the hidden states begin in a row of 16-bit numbers. */
  readonly inputs: number;
  readonly steps: number;
  readonly weightsAt: number;
  readonly biasAt: number;
  readonly cellsAt: number;
  readonly rowsAt: number;
  readonly end: number;
}

export function layOut({ inputs, units }: IntegerLstm, { height, width }: Planes): MemoryLayout {
  const groups = Math.ceil(units / group);
  const inputPairs = Math.ceil(inputs / 2);
  const pairs = inputPairs + (groups * group) / 2;
  const steps = height * width;
  const weightsAt = start;
  const biasAt = weightsAt + 4 * kinds * group * groups * pairs;
  const cellsAt = biasAt + 4 * kinds * group * groups;
  const rowsAt = cellsAt + 4 * group * groups;
  const end = rowsAt + 4 * pairs * (steps + 1);
  return { groups, pairs, inputs: 2 * inputPairs, steps, weightsAt, biasAt, cellsAt, rowsAt, end };
}
