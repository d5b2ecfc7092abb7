export type { Difference, MetricDifference } from "./against.ts";
export { canaryId, compareCiphers, yardstickId } from "./comparison.ts";
export type { CipherMeasurements, Comparison } from "./comparison.ts";
export { createJob, identify, secretOf } from "./job.ts";
export type { ComparisonSettings, ImageIdentity, Job } from "./job.ts";
export { measure } from "./measure.ts";
export type { Measurement, MeasureSettings, Outcome } from "./measure.ts";
export type { CipherSummary, MetricSummary } from "./summary.ts";
