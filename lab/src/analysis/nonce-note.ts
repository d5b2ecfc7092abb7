import { metricById } from "../metrics/list.ts";
import { subjects } from "../metrics/subjects.ts";
import type { JudgedMetric } from "./judge.ts";

/** Whether a metric repeats the nonce on purpose, where a stream cipher changes one sample. */
export function repeatsNonce(id: string): boolean {
  const metric = metricById(id);
  return metric !== undefined && subjects[metric.subject].repeatsNonce === true;
}

/**
 * Whether a cipher changes too little under a repeated nonce, and fails nothing else: a stream cipher,
 * which changes everything with a nonce for every image, as it is meant to be used.
 */
export function failsOnlyUnderRepeatedNonce(metrics: readonly JudgedMetric[]): boolean {
  const failed = metrics.flatMap(({ id, verdict }) => (verdict === "fail" ? [id] : []));
  return failed.some((id) => id.endsWith("-min")) && failed.every(repeatsNonce);
}
