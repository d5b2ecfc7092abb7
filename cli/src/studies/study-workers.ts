import { createPool, valueOf, type Pool } from "@neuroveil/jobs";
import type { Study, Workers } from "@neuroveil/lab/studies";
import type { StudyJob } from "./worker.ts";

/** Workers that can be sent home. */
export interface StudyWorkers extends Workers {
  readonly close: () => Promise<void>;
}

/** @param width parts at the same time; one for every core when not given */
export function createStudyPool(width?: number): Promise<Pool<StudyJob, unknown>> {
  return createPool<StudyJob, unknown>(new URL("./worker.js", import.meta.url), width);
}

/** A worker for every core; none for a study that does not divide its work. */
export async function startWorkers(study: Study): Promise<StudyWorkers | undefined> {
  if (study.work === undefined) return undefined;
  const pool = await createStudyPool();
  return {
    width: pool.width,
    run: async (part) => valueOf(await pool.run({ study: study.id, part })),
    close: () => pool.close(),
  };
}
