import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Answers, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

export function availableThreads(): number {
  return availableParallelism();
}

// Tests run from the sources, but a worker needs JavaScript.
const entry: string = import.meta.url.endsWith(".ts")
  ? "../../dist/threads/worker.node.js"
  : "./worker.node.js";

export function spawn(): Thread {
  const worker = new Worker(new URL(entry, import.meta.url));
  const answers = new Answers();
  // An idle worker must not keep the process alive, a busy one must.
  const letGo = (): void => {
    if (answers.open === 0) worker.unref();
  };
  const ready = answers.next().then(letGo);
  worker.on("message", (reply: Reply) => answers.reply(reply));
  worker.on("error", (error) => answers.fail(error));
  worker.on("exit", (code) => answers.fail(new Error(`a worker ended with code ${code}`)));
  return {
    ready,
    async ask(request, transfer) {
      worker.ref();
      const reply = answers.next();
      worker.postMessage(request, transfer);
      try {
        return await reply;
      } finally {
        letGo();
      }
    },
  };
}
