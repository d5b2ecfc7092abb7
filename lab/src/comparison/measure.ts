import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import type { JudgedMetric } from "../analysis/judge.ts";
import { analyzeElsewhere, type MadeElsewhere } from "../analysis/made-elsewhere.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { rightDecryption } from "./right-decryption.ts";

/** A test of one job: what a comparison keeps of a judged metric. */
export interface Outcome {
  readonly id: string;
  readonly channel?: number;
  /** null: it does not exist, as the correlation of a plane without contrast. */
  readonly value: number | null;
  readonly expected?: number;
  /** Probability that an ideal cipher is as far off, this test alone. */
  readonly p: number;
  /** Within the job's own family of tests. */
  readonly verdict: "pass" | "fail";
}

/** What was measured of one job and is not judged. */
export interface Figure {
  readonly id: string;
  readonly channel?: number;
  /** null: infinite, as the signal-to-noise ratio of equal images. */
  readonly value: number | null;
}

/** What one job found. Plain data, the same on every run, but for the times. */
export interface Measurement {
  readonly outcomes: readonly Outcome[];
  /** What stands beside the judged values, and what the right key decrypts. */
  readonly figures?: readonly Figure[];
  /** Median time of one encryption; no part of the results, which can be repeated. */
  readonly seconds: number | null;
  /** Of one decryption under the right key; likewise. */
  readonly decryptionSeconds?: number | null;
}

/** What a job needs besides the cipher and the image. */
export interface MeasureSettings extends Pick<Run, "signal" | "threads"> {
  readonly secret: Uint8Array;
  readonly positions: number;
}

/**
 * Does one job: the analysis of a cipher on an image, reduced to what can be judged.
 *
 * @throws {NeuroveilError} "input" for an image so small that no test can fail
 */
export async function measure(
  cipher: Cipher,
  image: Image,
  settings: MeasureSettings,
): Promise<Measurement> {
  const { secret, ...rest } = settings;
  const key = await nativeKeyFrom(cipher, secret);
  const { metrics } = await analyzeCipher(cipher, image, { key, ...rest });
  const seconds = metrics.find(({ id }) => id === "encryption-seconds")?.value ?? null;
  const outcomes = enough(metrics, image);
  const { signal, threads } = rest;
  const decryption = await rightDecryption(cipher, image, key, { signal, threads });
  const figures = [...figuresOf(metrics), ...decryption.figures];
  return { outcomes, figures, seconds, decryptionSeconds: decryption.seconds };
}

/**
 * The same for images that somebody made elsewhere.
 * @throws {NeuroveilError} "input" for images so small that no test can fail, or that do not fit together
 */
export async function measureElsewhere(made: MadeElsewhere): Promise<Measurement> {
  const { metrics } = await analyzeElsewhere(made);
  return { outcomes: enough(metrics, made.plain), figures: figuresOf(metrics), seconds: null };
}

function enough(metrics: readonly JudgedMetric[], image: Image): readonly Outcome[] {
  const outcomes = outcomesOf(metrics);
  if (outcomes.length === 0) throw tooSmall(image);
  return outcomes;
}

/** What of an analysis is not judged, but for the time; what does not exist is left out. */
function figuresOf(metrics: readonly JudgedMetric[]): readonly Figure[] {
  return metrics.flatMap(({ id, channel, value, verdict }): readonly Figure[] => {
    if (verdict !== "info" || id === "encryption-seconds" || Number.isNaN(value)) return [];
    const place = channel === undefined ? {} : { channel };
    return [{ id, ...place, value: Number.isFinite(value) ? value : null }];
  });
}

/** Without a test that can fail nothing passes either. */
function tooSmall({ width, height, channels, bits }: Image): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "an image on which a test can fail",
    got: `${width}×${height}×${channels} at ${bits} bits`,
    todo: "leave it out",
  });
}

/** What of an analysis can be judged. */
export function outcomesOf(metrics: readonly JudgedMetric[]): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const { id, channel, value, expected, p, verdict } of metrics) {
    if (verdict === "info" || p === undefined) continue;
    outcomes.push({
      id,
      ...(channel !== undefined && { channel }),
      value: Number.isFinite(value) ? value : null,
      ...(expected !== undefined && { expected }),
      p,
      verdict,
    });
  }
  return outcomes;
}
