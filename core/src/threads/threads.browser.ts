import { Answers, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

export function availableThreads(): number {
  return typeof Worker === "undefined" ? 1 : navigator.hardwareConcurrency;
}

export function spawn(): Thread {
  const worker = new Worker(new URL("./worker.browser.js", import.meta.url), { type: "module" });
  const answers = new Answers();
  const ready = answers.next().then(() => undefined);
  worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => answers.reply(data));
  worker.addEventListener("error", (event) => answers.fail(event));
  worker.addEventListener("messageerror", (event) => answers.fail(event));
  return {
    ready,
    ask(request, transfer) {
      const reply = answers.next();
      worker.postMessage(request, transfer);
      return reply;
    },
  };
}
