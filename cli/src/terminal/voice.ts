import { print, remark, say } from "./streams.ts";

/** What a call that works on files says, and where. */
export interface Voice {
  /** What was done with a file. */
  done(line: string): void;
  /** What is good to know of it. */
  note(line: string): void;
  /** What nobody must miss: that something is lost, or not safe. */
  warn(line: string): void;
  /** Whether progress is shown. */
  readonly progress: boolean;
}

export interface Loudness {
  readonly quiet?: true;
  readonly json?: true;
}

/**
 * @param toStandardOutput whether results go to standard output, so that nothing else may
 * @param listed whether what was done is all that the call is for (`--dry-run`, `--check`)
 */
export function voiceOf(
  { quiet, json }: Loudness,
  { toStandardOutput, listed }: { readonly toStandardOutput: boolean; readonly listed: boolean },
): Voice {
  const aloud = toStandardOutput ? say : listed ? print : remark;
  return {
    done: quiet || json ? silence : aloud,
    note: quiet ? silence : say,
    warn: say,
    progress: !quiet && !json,
  };
}

function silence(): void {
  // Asked for.
}
