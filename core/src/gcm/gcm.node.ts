import { askWorker, workersRunning } from "../threads/workers.ts";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import type { ImportGcmKey } from "./gcm.ts";
import { isShared } from "../bytes/shared-memory.ts";
import type { GcmRequest } from "../threads/thread.ts";

/** From this size on, a worker that is there anyway is asked. */
const largeBytes = 1 << 18;

function onWorker(bytes: Uint8Array): boolean {
  return bytes.length >= largeBytes && isShared(bytes) && workersRunning() > 0;
}

/** In place: what a worker has begun with cannot be done again. */
function askOnce(request: GcmRequest): ReturnType<typeof askWorker> {
  return askWorker({ request: () => ({ request }), repeatable: false });
}

export const importGcmKey: ImportGcmKey = async (key) => ({
  async seal(iv, additionalData, bytes) {
    if (!onWorker(bytes)) return { bytes, tag: sealInPlace(key, iv, additionalData, bytes) };
    const reply = await askOnce({ work: "gcm-seal", key, iv, additionalData, bytes });
    if (!("tag" in reply)) throw new Error("a worker answered out of turn");
    return { bytes, tag: reply.tag };
  },

  async open(iv, additionalData, bytes, tag) {
    if (!onWorker(bytes)) return openInPlace(key, iv, additionalData, bytes, tag);
    const reply = await askOnce({ work: "gcm-open", key, iv, additionalData, bytes, tag });
    if (!("fits" in reply)) throw new Error("a worker answered out of turn");
    return reply.fits;
  },
});
