import { stopIfAborted } from "./abort.ts";

/** Milliseconds of work in one turn of the event loop, after which other events are let through. */
const most = 10;

/** When work in this turn began, as far as anybody asked. */
let since: number | undefined;
let scheduled = false;
const waiting: (() => void)[] = [];

/**
 * Awaited between two pieces of long work, of a few milliseconds each: lets other events through when
 * this turn of the event loop has lasted for long, whoever worked in it. Of several who wait, one goes
 * on in each turn, so that many images at once hold up a program no longer than one.
 */
export async function pause(): Promise<void> {
  const now = performance.now();
  since ??= now;
  schedule();
  if (now - since >= most) await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Long work that may be left for other events at every `yield`. */
export type Steps<T = void> = Generator<void, T>;

/** What is worked on between two `yield`s: a fraction of a millisecond to some. */
export const stepBytes: number = 1 << 18;

/**
 * Does long work with pauses.
 * @throws NeuroveilError "aborted"
 */
export async function inTurns<T>(work: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await pause();
    stopIfAborted(signal);
  }
}

/** Does the same without pauses. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  afterEvents(() => {
    scheduled = false;
    const next = waiting.shift();
    since = next && performance.now();
    if (next === undefined) return;
    next();
    schedule();
  });
}

/** Calls back when the events that are there have been served; timers would wait a millisecond or more. */
const afterEvents: (callback: () => void) => void =
  typeof setImmediate === "function" ? (callback) => void setImmediate(callback) : byMessage();

function byMessage(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const callbacks: (() => void)[] = [];
  port1.addEventListener("message", () => callbacks.shift()?.());
  port1.start();
  return (callback) => {
    callbacks.push(callback);
    port2.postMessage(undefined);
  };
}
