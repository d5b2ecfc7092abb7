export type { NistAssessment, NistJudgement, NistPValues, NistResult } from "./assessment.ts";
export { BitSequence } from "./bit-sequence.ts";
export { bitSequences } from "./bit-sequences.ts";
export { nistTests } from "./list.ts";
export type { NistPValue, NistTest } from "./nist-test.ts";
export { nistSuite } from "./suite.ts";
export type { NistSettings } from "./suite.ts";
export { nistTable } from "./table.ts";
