import { Answers, type Progress, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

/** In a page memory is rarely shared: the calling thread works, with pauses. */
export const ownThreads = false;

export function availableThreads(): number {
  return typeof Worker === "undefined" ? 1 : navigator.hardwareConcurrency;
}

/** @param onEnd called when the worker has died, at work or idle */
export function spawn(
  onEnd: () => void = () => {},
  onProgress: (done: number) => void = () => {},
): Thread {
  const worker = new Worker(new URL("../workers/worker.browser.js", import.meta.url), {
    type: "module",
  });
  const answers = new Answers();
  const ready = answers.next().then(() => undefined);
  worker.addEventListener("message", ({ data }: MessageEvent<Reply | Progress>) => {
    if ("progress" in data) onProgress(data.progress);
    else answers.reply(data);
  });
  const end = (event: Event): void => {
    // It lives on after an error, with whatever that left.
    worker.terminate();
    answers.fail(event);
    onEnd();
  };
  worker.addEventListener("error", end);
  worker.addEventListener("messageerror", end);
  return {
    ready,
    end: () => Promise.resolve(worker.terminate()),
    ask: (request, transfer) => answers.next(() => worker.postMessage(request, transfer)),
  };
}
