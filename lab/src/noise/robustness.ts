import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { cipherImage, decryptedImage } from "../analysis/cipher-image.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { wholeBytes } from "../analysis/whole-bytes.ts";
import { meanSquaredError } from "../metrics/mean-squared-error.ts";
import { ssim } from "../metrics/ssim.ts";
import { meanInterval, type MeanInterval } from "../statistics/mean-interval.ts";
import { decibels, errorSpread, replacementError } from "./closed-form.ts";
import { peakOf, readSample, sampleCount, type Disturbance } from "./disturbance.ts";
import { seededRandom } from "../random/random.ts";

/** How the protocol is run. */
export interface RobustnessSettings extends Pick<Run, "signal" | "onProgress" | "threads"> {
  /** What native keys are derived from, one a seed. */
  readonly secret: Uint8Array;
  readonly disturbances: readonly Disturbance[];
  /** Keys and noises, 2 and more; default 10. */
  readonly seeds?: number;
  /** Confidence of the intervals; default 0.95. */
  readonly confidence?: number;
}

/** A mean in decibels with its interval; infinite where there was no error. */
interface Decibels {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface Spread {
  readonly value: number;
  /** Ends of the confidence interval; `high` is all samples where nothing is left of the image. */
  readonly low: number;
  readonly high: number;
}

/** How many samples of the plain image one replaced sample of the cipher image ruins. */
interface ReplacementResult {
  /** Share of the cipher image's samples that the disturbance changed, mean over the seeds. */
  readonly share: number;
  /** Decibels that the closed form gives when each ruins one, as in a stream cipher. */
  readonly streamPsnr: number;
  /** By the squared error. Ruined samples are taken to be as far off as random ones. */
  readonly spread: Spread;
  /**
   * By the count of wrong samples. To be preferred for lossless ciphers in which a ruined sample is not
   * a random one (permutations), or where the damage lies in one place; without meaning for lossy ones.
   */
  readonly wrongSpread: Spread;
}

/** What one disturbance of the cipher image did to the decrypted one. */
export interface Robustness {
  readonly disturbance: string;
  /** Mean squared error of the decrypted image. */
  readonly error: MeanInterval;
  /** Peak signal-to-noise ratio of that mean error and of its interval's ends. */
  readonly psnr: Decibels;
  /** Absent where the image is smaller than a window. */
  readonly ssim?: MeanInterval;
  /** Share of wrong samples, 0 to 1. */
  readonly wrong: MeanInterval;
  /** Where samples were replaced, and under one seed or more by others. */
  readonly replacement?: ReplacementResult;
}

/**
 * Disturbs cipher images, decrypts them bare and unverified, and scores what comes out: the noise and
 * occlusion protocol of the field. Every seed has a native key and a noise of its own.
 *
 * Small damage says nothing good: where one wrong sample of the cipher image leaves the rest of the
 * image as it was, whoever changes cipher images on their way decides what changes. Containers in use
 * refuse every such image.
 *
 * @throws {NeuroveilError} "usage" for fewer than 2 seeds, "aborted" when stopped
 */
export async function robustness(
  cipher: Cipher,
  image: Image,
  settings: RobustnessSettings,
): Promise<readonly Robustness[]> {
  const { secret, disturbances, seeds = 10, confidence = 0.95, signal, onProgress } = settings;
  if (!(Number.isSafeInteger(seeds) && seeds >= 2 && seeds <= 256))
    throw new NeuroveilError("usage", {
      of: '"seeds"',
      expected: "a whole number from 2 to 256",
      got: seeds,
      todo: "leave it out for 10",
    });
  // What ciphers decrypt to from damaged images fills whole bytes as well.
  const plain = wholeBytes(image);
  const scores = disturbances.map((): Score[] => []);
  for (let seed = 0; seed < seeds; seed++) {
    const key = await nativeKeyFrom(cipher, Uint8Array.of(...secret, seed));
    const run = { signal, threads: settings.threads };
    const memory = new Uint8Array(plain.data.length);
    const sent = await cipherImage(cipher, plain, { key, changed: [], memory, run });
    for (const [i, disturbance] of disturbances.entries()) {
      const received = { ...sent.image, data: sent.image.data.slice() };
      await disturbance.apply(received, seededRandom(seeds * i + seed));
      const changedShare = wrongShare(sent.image, received);
      const damaged = { image: received, keyVector: sent.keyVector };
      const found = await decryptedImage(cipher, damaged, { key, memory: received.data, run });
      if (!found)
        throw new NeuroveilError("unsupported", {
          expected: "a cipher that decrypts damaged images unverified",
          got: `${cipher.id}, which refuses them after ${disturbance.id}`,
          todo: "leave it out",
        });
      scores[i]!.push({ ...score(plain, found.image), changed: changedShare });
      onProgress?.((seed * disturbances.length + i + 1) / (seeds * disturbances.length));
    }
  }
  return disturbances.map((disturbance, i) => summary(plain, disturbance, scores[i]!, confidence));
}

interface Score {
  readonly error: number;
  readonly idealError: number;
  readonly ssim: number | undefined;
  readonly wrong: number;
  /** Share of the cipher image's samples that were changed. */
  readonly changed: number;
}

function score(plain: Image, decrypted: Image): Omit<Score, "changed"> {
  const error = meanSquaredError(plain, decrypted)[0]!;
  return {
    error: error.value,
    idealError: error.expected,
    ssim: ssim(plain, decrypted)[0]?.value,
    wrong: wrongShare(plain, decrypted),
  };
}

/** Share of the samples that differ. */
function wrongShare(a: Image, b: Image): number {
  const n = sampleCount(a);
  let wrong = 0;
  for (let i = 0; i < n; i++) if (readSample(a, i) !== readSample(b, i)) wrong++;
  return wrong / n;
}

function summary(
  plain: Image,
  { id, replaced }: Disturbance,
  scores: readonly Score[],
  confidence: number,
): Robustness {
  const peak = peakOf(plain);
  const error = meanInterval(
    scores.map((each) => each.error),
    confidence,
  );
  const wrong = meanInterval(
    scores.map((each) => each.wrong),
    confidence,
  );
  const similarities = scores.flatMap((each) => each.ssim ?? []);
  return {
    disturbance: id,
    error,
    // A large error is a small ratio.
    psnr: {
      value: decibels(error.value, peak),
      low: decibels(error.high, peak),
      high: decibels(error.low, peak),
    },
    ...(similarities.length > 0 && { ssim: meanInterval(similarities, confidence) }),
    wrong,
    ...(replaced &&
      scores.some(({ changed }) => changed > 0) && {
        replacement: byReplacement(plain, replaced(plain), scores, confidence),
      }),
  };
}

/** @param share of the samples that are replaced on average */
function byReplacement(
  plain: Image,
  share: number,
  scores: readonly Score[],
  confidence: number,
): ReplacementResult {
  const { idealError } = scores[0]!;
  // A ruined sample can be right by chance.
  const wrongOfRuined = 1 - 2 ** -plain.bits;
  const most = sampleCount(plain);
  return {
    share: meanInterval(scores.map(({ changed }) => changed)).value,
    streamPsnr: decibels(replacementError({ share, idealError }, 1), peakOf(plain)),
    spread: spreadOf(
      scores.map(({ changed, error }) => ({ changed, ruined: error / idealError })),
      most,
      confidence,
    ),
    wrongSpread: spreadOf(
      scores.map(({ changed, wrong }) => ({ changed, ruined: wrong / wrongOfRuined })),
      most,
      confidence,
    ),
  };
}

/** Shares of changed samples of the cipher image and of ruined ones of the plain image. */
interface Damage {
  readonly changed: number;
  readonly ruined: number;
}

function spreadOf(damages: readonly Damage[], most: number, confidence: number): Spread {
  // Seeds without any damage say nothing about what damage does.
  const telling = damages.filter((each) => each.changed > 0);
  const changed = meanInterval(telling.map((each) => each.changed)).value;
  const ruined = meanInterval(
    telling.map((each) => each.ruined),
    confidence,
  );
  const value = errorSpread(changed, ruined.value, most);
  const spreads = telling.map((each) => errorSpread(each.changed, each.ruined, most));
  // Where nothing is left of an image, its own spread is not known, and only the mean damage of all
  // bounds it from below.
  if (spreads.includes(most))
    return { value, low: errorSpread(changed, ruined.low, most), high: most };
  const { low, high } = meanInterval(spreads, confidence);
  return { value, low: Math.max(0, low), high: Math.min(most, high) };
}
