import { parentPort, workerData } from "node:worker_threads";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import { inOrder, serve } from "./serve.ts";
import type { DecodeRequest, GcmRequest, LoadRequest, Reply, Request } from "./thread.ts";

const port = parentPort!;
/** How many requests were begun with: whoever asked knows by it what a death may have left half done. */
const begun = workerData as Int32Array;

function serveGcm({ work, key, iv, additionalData, bytes, tag }: GcmRequest): Reply {
  if (work === "gcm-seal") return { tag: sealInPlace(key, iv, additionalData, bytes) };
  return { fits: openInPlace(key, iv, additionalData, bytes, tag!) };
}

async function decode(request: LoadRequest | DecodeRequest): Promise<Reply> {
  try {
    // Tile workers do without.
    const { decodeWithSharp, loadSharp } = await import("../image/jpeg-sharp.node.ts");
    await loadSharp();
    if (request.work === "load-sharp") return { ready: true };
    const samples = await decodeWithSharp(request.file, request.components);
    request.into.set(samples);
    return { decoded: samples.length };
  } catch (error) {
    return { failure: String(error) };
  }
}

port.on(
  "message",
  inOrder(async (request: Request | GcmRequest | LoadRequest | DecodeRequest) => {
    Atomics.add(begun, 0, 1);
    if (request.work === "load-sharp" || request.work === "decode-jpeg") {
      port.postMessage(await decode(request));
    } else if ("block" in request) {
      const { reply, transfer } = await serve(request);
      port.postMessage(reply, transfer);
    } else {
      port.postMessage(serveGcm(request));
    }
  }),
);
port.postMessage({ ready: true });
