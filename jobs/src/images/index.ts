export { createEngine, createPoolEngine, type Engine } from "./engine.ts";
export { checkLarge, openLarge, sealLarge, type LargeOpen } from "./large.ts";
export type { Opened, OpenJob, Restored, Sealed, SealJob } from "./jobs.ts";
