export type { EndToEnd } from "./end-to-end.ts";
export type { EventLoopResult } from "./event-loop.ts";
export type { LaboratoryResult } from "./laboratory.ts";
export type { Beside, BenchResult, Ratio, Speed } from "./result.ts";
export { runBench } from "./run.ts";
export type { BenchOptions, BenchReport, Machine } from "./run.ts";
export type { TrainingSpeed } from "./training/steps.ts";
export type { TrainingReport } from "./training/training.ts";
