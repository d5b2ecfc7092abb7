import type { JudgedMetric } from "./judge.ts";

/**
 * Whether a cipher fails NPCR only because that test repeats the nonce: a stream cipher, which changes
 * everything with a nonce for every image, as it is meant to be used.
 */
export function failsOnlyUnderRepeatedNonce(metrics: readonly JudgedMetric[]): boolean {
  const fails = (wanted: string): boolean =>
    metrics.some(({ id, verdict }) => id === wanted && verdict === "fail");
  return fails("npcr-min") && !fails("npcr-min-as-used");
}
