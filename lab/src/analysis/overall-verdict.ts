import type { JudgedMetric } from "./judge.ts";

/** What the tests of one cipher come to. */
export interface OverallVerdict {
  /** "info" where no test judges. */
  readonly verdict: "pass" | "fail" | "info";
  readonly words: string;
}

/** How many of the tests a cipher fails. Where none can fail it does not pass either. */
export function overallVerdict(metrics: readonly JudgedMetric[]): OverallVerdict {
  const tests = metrics.filter(({ verdict }) => verdict !== "info");
  const failed = tests.filter(({ verdict }) => verdict === "fail").length;
  if (tests.length === 0) return { verdict: "info", words: "is judged by no test" };
  return failed === 0
    ? { verdict: "pass", words: `passes all ${tests.length} tests` }
    : { verdict: "fail", words: `fails ${failed} of ${tests.length} tests` };
}
