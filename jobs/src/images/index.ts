export { imagesAtOnce, type Batch, type Machine } from "./at-once.ts";
export { createEngine, createPoolEngine, createThreadedEngine, type Engine } from "./engine.ts";
export { checkLarge, openLarge, sealLarge, type LargeOpen } from "./large.ts";
export type { Opened, OpenJob, Restored, Sealed, SealJob } from "./jobs.ts";
