export { createEngine, createPoolEngine, type Engine } from "./engine.ts";
export type { Opened, OpenJob, Restored, Sealed, SealJob } from "./jobs.ts";
