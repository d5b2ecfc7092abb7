import { askWorker, workersRunning } from "../threads/workers.ts";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import type { ImportGcmKey } from "./gcm.ts";
import { isShared } from "../bytes/shared-memory.ts";
import { lengthOf, type Rectangle } from "../bytes/rectangle.ts";
import { openTask, sealTask } from "./gcm-tasks.ts";
import type { Task } from "../threads/task.ts";

/** From this size on, a worker that is there anyway is asked. */
const largeBytes = 1 << 18;

function onWorker(chunk: Rectangle): boolean {
  return lengthOf(chunk) >= largeBytes && isShared(chunk.bytes) && workersRunning() > 0;
}

/** In place: what a worker has begun with cannot be done again. */
function askOnce<Input, Output>(task: Task<Input, Output>, input: Input): Promise<Output> {
  return askWorker(task, { make: () => ({ input }), repeatable: false });
}

export const importGcmKey: ImportGcmKey = async (key) => ({
  async seal(iv, additionalData, chunk) {
    return onWorker(chunk)
      ? await askOnce(sealTask, { key, iv, additionalData, chunk })
      : sealInPlace(key, iv, additionalData, chunk);
  },

  async open(iv, additionalData, chunk, tag) {
    return onWorker(chunk)
      ? await askOnce(openTask, { key, iv, additionalData, chunk, tag })
      : openInPlace(key, iv, additionalData, chunk, tag);
  },
});
