import { parentPort } from "node:worker_threads";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import { inOrder, serve } from "./serve.ts";
import type { GcmRequest, Reply, Request } from "./thread.ts";

const port = parentPort!;

function serveGcm({ work, key, iv, additionalData, bytes, tag }: GcmRequest): Reply {
  if (work === "gcm-seal") return { tag: sealInPlace(key, iv, additionalData, bytes) };
  return { fits: openInPlace(key, iv, additionalData, bytes, tag!) };
}

port.on(
  "message",
  inOrder(async (request: Request | GcmRequest) => {
    if ("block" in request) {
      const { reply, transfer } = await serve(request);
      port.postMessage(reply, transfer);
    } else {
      port.postMessage(serveGcm(request));
    }
  }),
);
port.postMessage({ ready: true });
