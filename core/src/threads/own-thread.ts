import { availableThreads, spawn } from "#threads";
import { stopIfAborted } from "../abort.ts";
import type { Task } from "./task.ts";
import { ask, WorkerGone } from "./thread.ts";
import { Turnstile } from "./turnstile.ts";
import { stopped } from "./workers.ts";

/** Each works for seconds, and more at once would only wait for each other. */
const lanes = new Turnstile(availableThreads());

interface Run<Input> {
  /** Called when its turn has come: what it is given. */
  readonly make: () => Promise<Input>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((done: number) => void) | undefined;
}

/**
 * Does a task on a thread of its own. That ends with the task, so that its memory is free again, and at
 * once when the signal fires.
 * @throws NeuroveilError "aborted", or "limit" when the thread died
 */
export async function askOwnThread<Input, Output>(
  task: Task<Input, Output>,
  { make, signal, onProgress }: Run<Input>,
): Promise<Output> {
  const leave = await lanes.enter(1, signal);
  try {
    const input = await make();
    const thread = spawn(undefined, onProgress);
    const end = (): void => void thread.end();
    signal?.addEventListener("abort", end, { once: true });
    try {
      await thread.ready;
      return await ask(thread, task, input);
    } catch (cause) {
      stopIfAborted(signal);
      throw cause instanceof WorkerGone ? stopped(cause) : cause;
    } finally {
      signal?.removeEventListener("abort", end);
      await thread.end();
    }
  } finally {
    leave();
  }
}
