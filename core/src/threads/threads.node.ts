import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Answers, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

export function availableThreads(): number {
  return availableParallelism();
}

// Tests run from the sources, but a worker needs JavaScript, and none of the conditions that lead to
// the sources.
const fromSources: boolean = import.meta.url.endsWith(".ts");
const entry: string = fromSources ? "../../dist/threads/worker.node.js" : "./worker.node.js";
const flags: { execArgv?: string[] } = fromSources ? { execArgv: [] } : {};

/** @param onEnd called when the worker has died, at work or idle */
export function spawn(onEnd: () => void = () => {}): Thread {
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: begun, ...flags });
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
