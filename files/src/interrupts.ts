/** What must be put in order, synchronously, before a signal ends the process. */
const cleanups = new Set<() => void>();

/**
 * Runs `cleanup` when the process is told to stop (Ctrl-C, `kill`).
 * @returns a function that takes it back
 */
export function onInterrupt(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** What is said when a signal ends the process, after everything is in order. */
const lastWords = new Set<() => void>();

/**
 * Runs `speak` when the process is told to stop, and not when it ends by itself.
 * @returns a function that takes it back
 */
export function beforeStopping(speak: () => void): () => void {
  lastWords.add(speak);
  return () => lastWords.delete(speak);
}

/** Puts everything in order before the process ends in the middle of its work. */
export function cleanUp(): void {
  for (const cleanup of cleanups) cleanup();
}

let stopGently: (() => void) | undefined;

/**
 * Has the next signal call `stop` instead of ending the process, for one that finishes what it is at.
 * The signal after it ends the process as ever.
 */
export function onFirstInterrupt(stop: () => void): void {
  stopGently = stop;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Call once at the start. */
export function watchInterrupts(): void {
  for (const signal of signals) {
    const end = (): void => {
      const stop = stopGently;
      stopGently = undefined;
      if (stop !== undefined) {
        stop();
        return;
      }
      cleanUp();
      for (const speak of lastWords) speak();
      // Not before: a second Ctrl-C would end the process in the middle of it. Dying of the signal
      // itself tells a shell why we ended.
      process.off(signal, end);
      process.kill(process.pid, signal);
    };
    process.on(signal, end);
  }
  // A limit on file sizes then comes back as an error of the write instead of killing the process.
  if (process.platform !== "win32") process.on("SIGXFSZ", () => undefined);
}
