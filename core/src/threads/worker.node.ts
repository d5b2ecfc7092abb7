import { parentPort } from "node:worker_threads";
import { openInPlace, sealInPlace } from "./gcm-in-place.node.ts";
import { inOrder, serve } from "./serve.ts";
import type { DecodeRequest, GcmRequest, Reply, Request } from "./thread.ts";

const port = parentPort!;

function serveGcm({ work, key, iv, additionalData, bytes, tag }: GcmRequest): Reply {
  if (work === "gcm-seal") return { tag: sealInPlace(key, iv, additionalData, bytes) };
  return { fits: openInPlace(key, iv, additionalData, bytes, tag!) };
}

async function decode({ file, components, into }: DecodeRequest): Promise<Reply> {
  // Tile workers do without.
  const { decodeOnTwoThreads } = await import("../image/jpeg-sharp.node.ts");
  try {
    const samples = await decodeOnTwoThreads(file, components);
    into.set(samples);
    return { decoded: samples.length };
  } catch (error) {
    return { failure: String(error) };
  }
}

port.on(
  "message",
  inOrder(async (request: Request | GcmRequest | DecodeRequest) => {
    if (request.work === "decode-jpeg") {
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
