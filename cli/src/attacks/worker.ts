import { type Outcome, outcomeOf } from "@neuroveil/jobs";
import { attackById, runAttack } from "@neuroveil/lab/attacks";
import { loadCipher } from "../comparison/cipher-source.ts";
import type { AttackJob, Tried } from "./attack-job.ts";

/** A worker thread's entry point: one job, on this thread alone. An error goes as data. */
export default async function work(job: AttackJob): Promise<Outcome<Tried>> {
  const { attack, source, ...options } = job;
  return outcomeOf(
    async () => await runAttack(attackById(attack), await loadCipher(source), options),
  );
}
