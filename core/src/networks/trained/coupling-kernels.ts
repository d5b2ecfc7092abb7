import { NeuroveilError } from "../../errors.ts";
import { readSafetensors, writeSafetensors } from "../weights/safetensors.ts";

/** What was learned about one round: the kernels of its two couplings, 3 x 3 and odd, row by row. */
export type RoundKernels = readonly [Int8Array, Int8Array];

const format = "neuroveil gan-exact 1";
const taps = 9;
const roundTaps = 2 * taps;

/** The weight file: one tensor in I8, [rounds, 2, 3, 3]. */
export function writeCouplingKernels(kernels: readonly RoundKernels[]): Uint8Array {
  const data = new Int8Array(roundTaps * kernels.length);
  for (const [round, pair] of kernels.entries()) {
    for (const [i, kernel] of pair.entries()) data.set(kernel, roundTaps * round + taps * i);
  }
  const shape = [kernels.length, 2, 3, 3];
  return writeSafetensors({
    tensors: new Map([["kernels", { dtype: "I8", shape, data }]]),
    metadata: { format },
  });
}

function refuse(what: string): never {
  throw new NeuroveilError("weights", {
    expected: "kernels of couplings",
    got: what,
    todo: "use an unaltered weight file",
  });
}

/**
 * Reads a weight file.
 * @throws NeuroveilError "weights" when it is damaged, or a weight is even: such a weight would hide
 *   changes of its cell's high bits
 */
export function readCouplingKernels(file: Uint8Array): readonly RoundKernels[] {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata["format"] !== format) refuse(`the format ${JSON.stringify(metadata["format"])}`);
  const tensor = tensors.get("kernels");
  if (tensor?.dtype !== "I8" || tensors.size !== 1) return refuse("other tensors");
  const { shape, data } = tensor;
  const [rounds = 0, ...rest] = shape;
  if (rounds === 0 || rest.join() !== "2,3,3") refuse(`the shape [${shape.join()}]`);
  const even = data.findIndex((weight) => weight % 2 === 0);
  if (even !== -1) refuse(`the even weight ${data[even]!}`);
  return Array.from({ length: rounds }, (_, round) => {
    const at = roundTaps * round;
    return [data.slice(at, at + taps), data.slice(at + taps, at + roundTaps)] as const;
  });
}
