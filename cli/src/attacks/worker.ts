import { attackById, runAttack } from "@neuroveil/lab/attacks";
import type { Outcome } from "../batch/engine.ts";
import { loadCipher } from "../comparison/cipher-source.ts";
import { toFailure } from "../failure.ts";
import type { AttackJob, Tried } from "./attack-job.ts";

/** A worker thread's entry point: one job, on this thread alone. An error goes as data. */
export default async function work(job: AttackJob): Promise<Outcome<Tried>> {
  const { attack, source, ...options } = job;
  try {
    return { value: await runAttack(attackById(attack), await loadCipher(source), options) };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}
