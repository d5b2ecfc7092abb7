import { type Outcome, outcomeOf } from "@neuroveil/jobs";
import { measure, type Measurement } from "@neuroveil/lab/comparison";
import type { MeasureJob } from "./engine.ts";
import { loadCipher } from "./cipher-source.ts";

/** A worker thread's entry point: one job, on this thread alone. An error goes as data. */
export default async function work(job: MeasureJob): Promise<Outcome<Measurement>> {
  const { source, image, secret, positions } = job;
  return outcomeOf(async () => {
    const cipher = await loadCipher(source);
    return await measure(cipher, image, { secret, positions, threads: 1 });
  });
}
