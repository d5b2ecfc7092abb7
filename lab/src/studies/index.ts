export { keySizes, measureAblation } from "./hybrid/measure-ablation.ts";
export { processorSeconds } from "./hybrid/processor-time.ts";
export { part as hybridPart } from "./hybrid/records.ts";
export type {
  LearnedRecord,
  Training,
  TrainingRecord,
  WeightsRecord,
} from "./hybrid/trained-records.ts";
export { studies } from "./list.ts";
export { emptyPage, splice, tablesOf, type SectionTable } from "./page.ts";
export { keptResults, resumed, type Job } from "./resumed.ts";
export type { Findings, Study, StudySettings, Workers } from "./study.ts";
export { provenance, type Provenance } from "./provenance.ts";
