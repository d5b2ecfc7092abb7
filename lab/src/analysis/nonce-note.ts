import type { JudgedMetric } from "./judge.ts";

/** Metrics that repeat the nonce on purpose, where a stream cipher changes one sample. */
export function repeatsNonce(id: string): boolean {
  return /^(npcr|uaci|avalanche)-/.test(id) && !id.endsWith("-as-used");
}

/**
 * Whether a cipher changes too little under a repeated nonce, and fails nothing else: a stream cipher,
 * which changes everything with a nonce for every image, as it is meant to be used.
 */
export function failsOnlyUnderRepeatedNonce(metrics: readonly JudgedMetric[]): boolean {
  const failed = metrics.flatMap(({ id, verdict }) => (verdict === "fail" ? [id] : []));
  return failed.some((id) => id.endsWith("-min")) && failed.every(repeatsNonce);
}
