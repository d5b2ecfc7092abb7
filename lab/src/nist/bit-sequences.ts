import { NeuroveilError } from "neuroveil/errors";
import { BitSequence } from "./bit-sequence.ts";

/**
 * Cuts a stream of bytes into sequences of `bits` bits, each beginning with a whole byte; what is left
 * at the end is dropped.
 *
 * @param bits of each sequence, default a million
 * @throws {NeuroveilError} "usage" for sequences of no bits, "input" for a stream that is too short for
 *   one of them
 * @example
 * const { pass } = await nistSuite(bitSequences(process.stdin));
 */
export async function* bitSequences(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bits = 1_000_000,
): AsyncGenerator<BitSequence> {
  if (!Number.isSafeInteger(bits) || bits < 1)
    throw new NeuroveilError("usage", {
      of: '"bits"',
      expected: "a whole number from 1",
      got: bits,
      todo: "leave it out for a million",
    });
  const size = Math.ceil(bits / 8);
  let bytes = new Uint8Array(size);
  let [filled, given] = [0, 0];
  for await (const part of stream) {
    for (let at = 0; at < part.length;) {
      const taken = part.subarray(at, at + size - filled);
      bytes.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < size) continue;
      yield new BitSequence(bytes, bits);
      bytes = new Uint8Array(size);
      filled = 0;
      given++;
    }
  }
  if (given === 0)
    throw new NeuroveilError("input", {
      expected: `${size} bytes or more`,
      got: filled,
      todo: "give more, or test shorter sequences",
    });
}
