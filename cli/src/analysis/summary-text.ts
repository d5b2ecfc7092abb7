import {
  failsOnlyUnderRepeatedNonce,
  overallVerdict,
  type JudgedMetric,
} from "@neuroveil/lab/analysis";
import { colouredVerdict } from "../terminal/colour.ts";
import { textWidth } from "../terminal/wrap.ts";
import type { AnalysisResult } from "./run-analysis.ts";

/** What was judged: "hybrid (cipher)", or a cipher image made elsewhere. */
export function subjectText({ cipher, status }: AnalysisResult): string {
  return status === undefined ? "the cipher image" : `${cipher} (${status})`;
}

/** A result in one line: the subject, how many tests it passes, and which it fails. */
export function summaryText(result: AnalysisResult): string {
  const failed = result.metrics.filter(({ verdict }) => verdict === "fail");
  const { words } = overallVerdict(result.metrics);
  const subject = subjectText(result);
  const room = textWidth - subject.length - words.length - 3;
  return `${subject} ${colouredVerdict(words)}${reasonText(failed, result.metrics, room)}`;
}

/** What fails, in as many names as there is room for; a standard cipher's reason in their place. */
function reasonText(
  failed: readonly JudgedMetric[],
  all: readonly JudgedMetric[],
  room: number,
): string {
  if (failed.length === 0) return "";
  // That a standard cipher "fails" must not be read without the reason.
  if (failsOnlyUnderRepeatedNonce(all)) return ", under a repeated nonce only";
  const ids = [...new Set(failed.map(({ id }) => id))];
  for (let shown = ids.length; shown > 0; shown--) {
    const more = ids.length - shown;
    const text = ids.slice(0, shown).join(", ") + (more > 0 ? ` and ${more} more` : "");
    if (text.length <= room) return `: ${text}`;
  }
  return "";
}
