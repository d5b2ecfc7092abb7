import type { JobsOptions, KeepJobs } from "bullmq";
import { attempts } from "../orders/perform.ts";
import { validity } from "../sealed/job.ts";

const second = 1000;
const day: number = validity / second;

/** How long those that failed are kept. */
export const keepFailed: KeepJobs = { age: 7 * day, count: 10_000 };

/** How jobs are added. What has ended stays for those who asked for it and for `queue status`. */
export function jobOptions(jobId: string): JobsOptions {
  return {
    jobId,
    attempts,
    backoff: { type: "exponential", delay: second, jitter: 0.5 },
    removeOnComplete: { age: day, count: 10_000 },
    removeOnFail: keepFailed,
    stackTraceLimit: 0,
  };
}
