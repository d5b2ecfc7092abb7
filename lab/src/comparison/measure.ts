import type { Cipher, Run } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import type { JudgedMetric } from "../analysis/judge.ts";
import { analyzeElsewhere, type MadeElsewhere } from "../analysis/made-elsewhere.ts";
import { nativeKeyFrom } from "../analysis/native-key.ts";

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

/** What one job found. Plain data, the same on every run, but for the time. */
export interface Measurement {
  readonly outcomes: readonly Outcome[];
  /** Median time of one encryption; it stays out of the results, which can be repeated. */
  readonly seconds: number | null;
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
  return { outcomes: enough(metrics, image), seconds };
}

/**
 * The same for images that somebody made elsewhere.
 * @throws {NeuroveilError} "input" for images so small that no test can fail, or that do not fit together
 */
export async function measureElsewhere(made: MadeElsewhere): Promise<Measurement> {
  const { metrics } = await analyzeElsewhere(made);
  return { outcomes: enough(metrics, made.plain), seconds: null };
}

function enough(metrics: readonly JudgedMetric[], image: Image): readonly Outcome[] {
  const outcomes = outcomesOf(metrics);
  if (outcomes.length === 0) throw tooSmall(image);
  return outcomes;
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
