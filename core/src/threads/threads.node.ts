import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Answers, type Progress, type Reply, type Thread } from "./thread.ts";

export type { Thread } from "./thread.ts";

/** Whether a large image that one thread works on may have one of its own. */
export const ownThreads = true;

export function availableThreads(): number {
  return availableParallelism();
}

// Tests run from the sources, but a worker needs JavaScript, and none of the conditions that lead to
// the sources.
const fromSources: boolean = import.meta.url.endsWith(".ts");
const entry: string = fromSources
  ? "../../dist/workers/worker.node.js"
  : "../workers/worker.node.js";
const flags: { execArgv?: string[] } = fromSources ? { execArgv: [] } : {};

/** What V8 and the C library reserve for a thread; where V8 gets less, it ends the whole process. */
const reservedBytes = 2 ** 30;

/** Whether the address space is limited (`ulimit -v`) to less than another thread takes. */
function tooTight(): boolean {
  try {
    const limit = /^Max address space +(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    if (limit === undefined) return false;
    const used = /^VmSize:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return Number(limit) - 1024 * Number(used) < reservedBytes;
  } catch {
    // Not Linux.
    return false;
  }
}

/**
 * @param onEnd called when the worker has died, at work or idle
 * @param onProgress called with the part of a request that is done, where the request tells
 * @throws RangeError where there is no address space for it
 */
export function spawn(
  onEnd: () => void = () => {},
  onProgress: (done: number) => void = () => {},
): Thread {
  if (tooTight()) throw new RangeError("no address space for a thread: out of memory");
  const begun = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: begun, ...flags });
  // It says "ready" without having been asked.
  const answers = new Answers(() => 1 + Atomics.load(begun, 0));
  // An idle worker must not keep the process alive, a busy one must.
  const letGo = (): void => {
    if (answers.open === 0) worker.unref();
  };
  const ready = answers.next().then(letGo);
  worker.on("message", (message: Reply | Progress) => {
    if ("progress" in message) onProgress(message.progress);
    else answers.reply(message);
  });
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
    async end() {
      await worker.terminate();
    },
  };
}
