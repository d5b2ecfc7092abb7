import { createPool } from "@neuroveil/jobs";
import type { AttackEngine, AttackJob, Tried } from "./attack-job.ts";

/** @param width attacks at the same time; one for every core when not given */
export function createAttackEngine(width?: number): Promise<AttackEngine> {
  return createPool<AttackJob, Tried>(new URL("./worker.js", import.meta.url), width);
}
