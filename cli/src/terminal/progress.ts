import { onInterrupt } from "@neuroveil/files";
import type { SingleBar } from "cli-progress";
import { say } from "./streams.ts";
import { roughText } from "./units.ts";

/** How far long work has come: a bar on a terminal, now and then a line elsewhere. */
export interface Progress {
  /**
   * @param done part of the work that is done, 0 to 1
   * @param count the same for people, e.g. "12 of 40 files"
   */
  update(done: number, count?: string): void;
  /** Prints something without tearing the bar. */
  above(print: () => void): void;
  stop(): void;
}

/** Work shorter than this shows no bar (ms). */
const patience = 1000;
/** From line to line where what we say goes to a log (ms): work that ends before says nothing. */
const lineEvery = 30_000;

const silent: Progress = {
  update: () => undefined,
  above: (print) => print(),
  stop: () => undefined,
};

/**
 * @param label what is being done, e.g. "encrypting"
 * @param wanted false for `--json` and `--quiet`, which say nothing of it
 */
export function startProgress(label: string, wanted: boolean): Progress {
  if (!wanted) return silent;
  return process.stderr.isTTY ? onTerminal(label) : inLog(label);
}

function onTerminal(label: string): Progress {
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

function inLog(label: string): Progress {
  const started = performance.now();
  let last = 0;
  let counted: string | undefined;
  const timer = setInterval(() => {
    const seconds = (performance.now() - started) / 1000;
    const left = last === 0 ? undefined : (seconds / last) * (1 - last);
    const parts = [
      `${Math.floor(last * 100)}%`,
      counted,
      left === undefined ? undefined : `about ${roughText(left)} left`,
    ];
    say(`${label}: ${parts.filter((part) => part !== undefined).join(", ")}`);
  }, lineEvery);
  timer.unref();
  return {
    update: (done, count) => {
      last = Math.max(last, done);
      counted = count ?? counted;
    },
    above: (print) => print(),
    stop: () => clearInterval(timer),
  };
}
