import { askWorker, workersRunning } from "../threads/workers.ts";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import type { ImportGcmKey } from "./gcm.ts";
import { isShared } from "../bytes/shared-memory.ts";
import { openTask, sealTask } from "./gcm-tasks.ts";
import type { Task } from "../threads/task.ts";

/** From this size on, a worker that is there anyway is asked. */
const largeBytes = 1 << 18;

function onWorker(bytes: Uint8Array): boolean {
  return bytes.length >= largeBytes && isShared(bytes) && workersRunning() > 0;
}

/** In place: what a worker has begun with cannot be done again. */
function askOnce<Input, Output>(task: Task<Input, Output>, input: Input): Promise<Output> {
  return askWorker(task, { make: () => ({ input }), repeatable: false });
}

export const importGcmKey: ImportGcmKey = async (key) => ({
  async seal(iv, additionalData, bytes) {
    const tag = onWorker(bytes)
      ? await askOnce(sealTask, { key, iv, additionalData, bytes })
      : sealInPlace(key, iv, additionalData, bytes);
    return { bytes, tag };
  },

  async open(iv, additionalData, bytes, tag) {
    return onWorker(bytes)
      ? await askOnce(openTask, { key, iv, additionalData, bytes, tag })
      : openInPlace(key, iv, additionalData, bytes, tag);
  },
});
