import type { StretchJob, Stretching } from "./stretch-job.ts";

/** @throws Error where threads are forbidden */
export function startStretching(job: StretchJob): Stretching {
  const worker = new Worker(new URL("./stretch-worker.browser.js", import.meta.url), {
    type: "module",
  });
  const result = new Promise<Uint8Array>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Uint8Array>) => resolve(data));
    worker.addEventListener("error", () => reject(new Error("the thread could not be started")));
  });
  worker.postMessage(job);
  return { result, stop: () => worker.terminate() };
}
