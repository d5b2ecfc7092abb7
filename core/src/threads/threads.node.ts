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

/** @param onEnd called when the worker has died, at work or idle */
export function spawn(onEnd: () => void = () => {}): Thread {
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: begun });
  // It says "ready" without having been asked.
  const answers = new Answers(() => 1 + Atomics.load(begun, 0));
  // An idle worker must not keep the process alive, a busy one must.
  const letGo = (): void => {
    if (answers.open === 0) worker.unref();
  };
  const ready = answers.next().then(letGo);
  worker.on("message", (reply: Reply) => answers.reply(reply));
  worker.on("error", (error) => answers.fail(error));
  worker.on("exit", (code) => {
    answers.fail(new Error(`a worker ended with code ${code}`));
    onEnd();
  });
  return {
    ready,
    async ask(request, transfer) {
      worker.ref();
      try {
        return await answers.next(() => worker.postMessage(request, transfer));
      } finally {
        letGo();
      }
    },
  };
}
