import { median } from "../statistics/quantile.ts";
import { informative, type Metric } from "./metric.ts";

export const encryptionSeconds: Metric = informative({
  subject: "seconds",
  notes: [{ id: "encryption-seconds", meaning: "Median time of an encryption on this machine." }],
  measure: (seconds) => [{ id: "encryption-seconds", value: median(seconds), n: seconds.length }],
});
