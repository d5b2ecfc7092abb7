import { parentPort, workerData } from "node:worker_threads";
import { openInPlace, sealInPlace } from "../gcm/gcm-in-place.node.ts";
import { inOrder, serve, type Served } from "./serve.ts";
import {
  failure,
  type AnyRequest,
  type CipherRequest,
  type DecodeRequest,
  type DeflateRequest,
  type GcmRequest,
  type LoadRequest,
} from "../threads/thread.ts";

const port = parentPort!;
/** How many requests were begun with: whoever asked knows by it what a death may have left half done. */
const begun = workerData as Int32Array;

function gcm({ work, key, iv, additionalData, bytes, tag }: GcmRequest): Served {
  if (work === "gcm-seal") return { reply: { tag: sealInPlace(key, iv, additionalData, bytes) } };
  return { reply: { fits: openInPlace(key, iv, additionalData, bytes, tag!) } };
}

// Tile workers do without what the following need.

async function deflate({ task }: DeflateRequest): Promise<Served> {
  const { deflateStrip } = await import("../image/png/deflate-strip.node.ts");
  const { bytes, ...sum } = deflateStrip(task);
  // zlib's results may lie in memory that is shared with others, or be longer than what they hold.
  const own = new Uint8Array(bytes);
  return { reply: { deflated: { bytes: own, ...sum } }, transfer: [own.buffer] };
}

async function cipher({
  cipher: id,
  direction,
  raster,
  key,
  keyVector,
}: CipherRequest): Promise<Served> {
  const { cipherById } = await import("../ciphers/registry.ts");
  const run = {
    threads: 1,
    onProgress: (progress: number) => port.postMessage({ progress }),
  };
  const found = cipherById(id);
  const made =
    direction === "encrypt"
      ? await found.encrypt(raster, key, run)
      : await found.decrypt(raster, key, keyVector!, run);
  return { reply: { keyVector: made } };
}

async function decode(request: LoadRequest | DecodeRequest): Promise<Served> {
  const { decodeWithSharp, loadSharp } = await import("../image/jpeg/sharp.node.ts");
  await loadSharp();
  if (request.work === "load-sharp") return { reply: { ready: true } };
  const samples = await decodeWithSharp(request.file, request.components);
  request.into.set(samples);
  return { reply: { decoded: samples.length } };
}

async function answer(request: AnyRequest): Promise<Served> {
  if ("block" in request) return await serve(request);
  if ("direction" in request) return await cipher(request);
  if ("task" in request) return await deflate(request);
  if ("additionalData" in request) return gcm(request);
  return await decode(request);
}

port.on(
  "message",
  inOrder(async (request: AnyRequest) => {
    Atomics.add(begun, 0, 1);
    let served: Served;
    try {
      served = await answer(request);
    } catch (error) {
      served = { reply: failure(error) };
    }
    port.postMessage(served.reply, served.transfer);
  }),
);
port.postMessage({ ready: true });
