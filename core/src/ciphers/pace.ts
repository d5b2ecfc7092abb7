import { stopIfAborted } from "../abort.ts";
import type { Run } from "./cipher.ts";

/** Between two pauses for other events; every pause costs a millisecond or more. */
const breathMilliseconds = 30;

/**
 * Called now and then by work on a whole image: tells the part that is done, 0 to 1, lets other
 * events through (a page, a progress bar), and rejects with "aborted" when the work is to stop.
 */
export type Pace = (done: number) => Promise<void>;

export function pacer({ signal, onProgress }: Pick<Run, "signal" | "onProgress">): Pace {
  let last = performance.now();
  return async (done) => {
    onProgress?.(done);
    if (performance.now() - last < breathMilliseconds) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
    stopIfAborted(signal);
  };
}
