import { informative, type Metric } from "./metric.ts";

export const encryptionSeconds: Metric = informative({
  subject: "seconds",
  notes: [{ id: "encryption-seconds", meaning: "Median time of an encryption on this machine." }],
  measure: (seconds) => [{ id: "encryption-seconds", value: median(seconds), n: seconds.length }],
});

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
