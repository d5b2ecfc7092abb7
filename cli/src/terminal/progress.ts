import type { SingleBar } from "cli-progress";
import { onInterrupt } from "./interrupts.ts";

/** A bar on the terminal for work that takes more than a second. */
export interface Progress {
  /** @param done part of the work that is done, 0 to 1 */
  update(done: number): void;
  /** Prints something without tearing the bar. */
  above(print: () => void): void;
  stop(): void;
}

/** Work shorter than this shows no bar (ms). */
const patience = 1000;

const silent: Progress = {
  update: () => undefined,
  above: (print) => print(),
  stop: () => undefined,
};

/**
 * @param label what is being done, e.g. "encrypting"
 * @param wanted false for `--json`, which leaves the terminal alone
 */
export function startProgress(label: string, wanted: boolean): Progress {
  if (!wanted || !process.stderr.isTTY) return silent;
  let bar: SingleBar | undefined;
  let last = 0;
  let stopped = false;
  const show = async (): Promise<void> => {
    const { SingleBar } = await import("cli-progress");
    if (stopped) return;
    bar = new SingleBar({
      stream: process.stderr,
      format: `${label} [{bar}] {percentage}%  {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
    });
    bar.start(1000, Math.round(last * 1000));
  };
  const timer = setTimeout(() => void show(), patience);
  timer.unref();
  const forget = onInterrupt(() => bar?.stop());
  return {
    update: (done) => {
      last = Math.max(last, done);
      bar?.update(Math.round(last * 1000));
    },
    above: (print) => {
      if (bar !== undefined) process.stderr.write("\r\u001b[K");
      print();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      bar?.stop();
      forget();
    },
  };
}
