import { Worker } from "node:worker_threads";
import type { StretchJob, Stretching } from "./stretch-job.ts";

// Tests run from the sources, but a worker needs JavaScript.
const entry: string = import.meta.url.endsWith(".ts")
  ? "../../dist/keys/stretch-worker.node.js"
  : "./stretch-worker.node.js";

/** @throws Error where threads are forbidden */
export function startStretching(job: StretchJob): Stretching {
  // In JavaScript: the platform's scrypt takes less time, but no thread can be ended within it.
  const worker = new Worker(new URL(entry, import.meta.url), { workerData: job });
  const result = new Promise<Uint8Array>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with code ${code}`)));
  });
  return { result, stop: () => void worker.terminate() };
}
