export { studies } from "./list.ts";
export { emptyPage, splice, tablesOf, type SectionTable } from "./page.ts";
export type { Findings, Study, StudySettings, Workers } from "./study.ts";
export { provenance, type Provenance } from "./provenance.ts";
