import { NeuroveilError } from "neuroveil/errors";
import { assessNist, type NistAssessment, type NistPValues } from "./assessment.ts";
import type { BitSequence } from "./bit-sequence.ts";
import { nistTests } from "./list.ts";

/** How the suite is run. */
export interface NistSettings {
  /** Stops the work; the promise rejects with code "aborted". */
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of sequences done so far, fractions included. */
  readonly onProgress?: ((sequences: number) => void) | undefined;
  /** Level of the family-wise verdict, default 0.001. */
  readonly alpha?: number;
}

/**
 * Runs the tests of NIST SP 800-22 rev 1a over sequences of equal length, a million bits each for all
 * 188 P-values; shorter ones go through the tests that their length allows. Passing says that these
 * tests saw nothing; it proves nothing about security.
 *
 * @throws {NeuroveilError} "usage" without sequences, for sequences that differ in length or have fewer
 *   than 100 bits; "aborted" when the signal fires
 * @example
 * const { pass, results } = await nistSuite([new BitSequence(keystreamBytes)]);
 */
export async function nistSuite(
  sequences: Iterable<BitSequence> | AsyncIterable<BitSequence>,
  settings: NistSettings = {},
): Promise<NistAssessment> {
  const { signal, onProgress, alpha } = settings;
  const found = nistTests.map(() => new Map<string, number[]>());
  let [done, length] = [0, 0];
  for await (const sequence of sequences) {
    if (done === 0) length = sequence.length;
    check(sequence, length);
    for (const [i, { minimumBits, run }] of nistTests.entries()) {
      await breathe(signal);
      if (length >= minimumBits)
        for (const { name, p } of run(sequence)) {
          const others = found[i]!.get(name);
          if (others === undefined) found[i]!.set(name, [p]);
          else others.push(p);
        }
      onProgress?.(done + (i + 1) / nistTests.length);
    }
    done++;
  }
  if (done === 0)
    throw new NeuroveilError("usage", { of: '"sequences"', expected: "one or more", got: "none" });
  const pValues: readonly NistPValues[] = nistTests.flatMap(({ id }, i) =>
    [...found[i]!].map(([name, p]) => ({ test: id, name, p })),
  );
  return assessNist(pValues, done, alpha);
}

const shortest = Math.min(...nistTests.map(({ minimumBits }) => minimumBits));

function check({ length }: BitSequence, expected: number): void {
  if (length !== expected)
    throw new NeuroveilError("usage", {
      of: '"sequences"',
      expected: `${expected} bits in each, as in the first`,
      got: length,
    });
  if (length < shortest)
    throw new NeuroveilError("usage", {
      of: '"sequences"',
      expected: `${shortest} bits or more in each`,
      got: length,
      todo: "a million for all tests",
    });
}

/** Lets other events through: a page, an abort. A test takes up to a third of a second. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
  if (signal?.aborted === true)
    throw new NeuroveilError("aborted", {
      sentence: "the work was stopped before it was done",
      cause: signal.reason,
    });
}
