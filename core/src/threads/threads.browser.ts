import { Answers, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

export function availableThreads(): number {
  return typeof Worker === "undefined" ? 1 : navigator.hardwareConcurrency;
}

/** @param onEnd called when the worker has died, at work or idle */
export function spawn(onEnd: () => void = () => {}): Thread {
  const worker = new Worker(new URL("./worker.browser.js", import.meta.url), { type: "module" });
  const answers = new Answers();
  const ready = answers.next().then(() => undefined);
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => answers.reply(data));
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
    ask: (request, transfer) => answers.next(() => worker.postMessage(request, transfer)),
  };
}
