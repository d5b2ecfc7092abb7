export type { EndToEnd } from "./end-to-end.ts";
export type { LaboratoryResult } from "./laboratory.ts";
export type { BenchResult } from "./result.ts";
export { runBench } from "./run.ts";
export type { BenchOptions, BenchReport } from "./run.ts";
export type { TrainingSpeed } from "./training/steps.ts";
export type { TrainingReport } from "./training/training.ts";
