import { type Outcome, outcomeOf } from "@neuroveil/jobs";
import { studyById } from "./studies.ts";

/** A part of a study's work. Plain data, copied to a worker. */
export interface StudyJob {
  readonly study: string;
  readonly part: object;
}

/** A worker thread's entry point: one part, on this thread alone. */
export default async function work({ study, part }: StudyJob): Promise<Outcome<unknown>> {
  return outcomeOf(async () => (await studyById(study)).work!(part));
}
