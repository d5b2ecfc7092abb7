import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { judgeObserved, type Judgement } from "./judge.ts";
import { observe } from "./observe.ts";

/** How a cipher is analysed. */
export interface AnalysisSettings extends Pick<Run, "signal" | "onProgress" | "threads"> {
  /** Native key, `cipher.nativeKey.bytes` bytes. */
  readonly key: Uint8Array;
  /** At how many places one sample is changed: 16 and more, default 100. */
  readonly positions?: number;
  /** Level of the whole family, default 0.001. */
  readonly alpha?: number;
}

/** What an analysis of one cipher on one image found. */
export interface Analysis extends Judgement {
  readonly cipher: string;
  readonly status: Cipher["status"];
  /** Places at which one sample was changed: as many as were asked for, or all that there are. */
  readonly positions: number;
  readonly positionsAsked: number;
}

const fewestPositions = 16;

/**
 * Encrypts an image bare under a native key and judges the cipher image by the metrics of the field,
 * as one family of tests at level `alpha`. Passing says that these metrics saw nothing; it proves
 * nothing about security.
 *
 * The list of metrics is `metrics` in `metrics/list.ts`; docs/analyze.md explains each. They look at the
 * cipher image alone and beside the plain image, at pairs of images in which one sample differs by one,
 * under a fixed key and nonce and under a nonce for every image, and at native keys of which one bit is
 * flipped: what they encrypt, and what they decrypt. Some values are given for information only.
 *
 * Metrics take the cipher image's samples, of 8 or 16 bits; those that count symbols (entropies,
 * chi-square, deviations) count 16-bit samples as two bytes.
 *
 * @throws {NeuroveilError} "usage" for a key of another length or fewer than 16 positions
 * @example
 * const cipher = cipherById("hybrid");
 * const key = crypto.getRandomValues(new Uint8Array(cipher.nativeKey.bytes));
 * const { metrics } = await analyzeCipher(cipher, image, { key });
 */
export async function analyzeCipher(
  cipher: Cipher,
  image: Image,
  settings: AnalysisSettings,
): Promise<Analysis> {
  const { key, positions = 100, alpha = 0.001, signal, onProgress, threads } = settings;
  check(cipher, key, positions);
  const seen = await observe(cipher, image, {
    key,
    positions,
    onProgress,
    run: { signal, threads },
  });
  return {
    cipher: cipher.id,
    status: cipher.status,
    positions: seen.oneSample.pairs.length,
    positionsAsked: positions,
    ...judgeObserved(seen, alpha),
  };
}

function check(cipher: Cipher, key: Uint8Array, positions: number): void {
  if (key.length !== cipher.nativeKey.bytes)
    throw new NeuroveilError("usage", {
      of: '"key"',
      expected: `the ${cipher.nativeKey.bytes} bytes of a native key of ${cipher.id}`,
      got: key.length,
      todo: "derive it with nativeKeyFrom",
    });
  if (!Number.isSafeInteger(positions) || positions < fewestPositions)
    throw new NeuroveilError("usage", {
      of: '"positions"',
      expected: `a whole number from ${fewestPositions}`,
      got: positions,
      todo: "leave it out for 100",
    });
}
