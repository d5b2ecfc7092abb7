import { stopIfAborted } from "../../abort.ts";
import { pause } from "../../turns.ts";
import type { Run } from "../cipher.ts";

/**
 * Called now and then by work on a whole image: tells the part that is done, 0 to 1, lets other
 * events through (a page, a progress bar), and rejects with "aborted" when the work is to stop.
 */
export type Pace = (done: number) => Promise<void>;

export function pacer({ signal, onProgress }: Pick<Run, "signal" | "onProgress">): Pace {
  return async (done) => {
    onProgress?.(done);
    await pause();
    stopIfAborted(signal);
  };
}
