import { parentPort, workerData } from "node:worker_threads";
import { cipherTask } from "../ciphers/kinds/cipher-task.ts";
import { openInPlace, sealInPlace } from "../gcm/gcm-in-place.node.ts";
import { openTask, sealTask } from "../gcm/gcm-tasks.ts";
import { decodeTask, loadTask } from "../image/jpeg/decoder-tasks.ts";
import { deflateTask } from "../image/png/deflate-task.ts";
import type { Request } from "../threads/thread.ts";
import { doing } from "./handler.ts";
import { serve } from "./serve.ts";
import { tiles } from "./tiles.ts";

const port = parentPort!;
/** How many requests were begun with: whoever asked knows by it what a death may have left half done. */
const begun = workerData as Int32Array;

const seal = doing(sealTask, ({ key, iv, additionalData, chunk }) => ({
  output: sealInPlace(key, iv, additionalData, chunk),
}));

const open = doing(openTask, ({ key, iv, additionalData, chunk, tag }) => ({
  output: openInPlace(key, iv, additionalData, chunk, tag),
}));

// Most workers do without what the following need.

const deflate = doing(deflateTask, async (task) => {
  const { deflateStrip } = await import("../image/png/deflate-strip.node.ts");
  const { bytes, ...sum } = deflateStrip(task);
  // zlib's results may lie in memory that is shared with others, or be longer than what they hold.
  const own = new Uint8Array(bytes);
  return { output: { bytes: own, ...sum }, transfer: [own.buffer] };
});

const wholeImage = doing(cipherTask, async (input, onProgress) => {
  const { loadCipher } = await import("../ciphers/registry.ts");
  const { raster, key, keyVector } = input;
  const cipher = await loadCipher(input.cipher);
  const run = { threads: 1, onProgress };
  const output =
    input.direction === "encrypt"
      ? await cipher.encrypt(raster, key, run)
      : await cipher.decrypt(raster, key, keyVector!, run);
  return { output };
});

const load = doing(loadTask, async () => {
  const { loadSharp } = await import("../image/jpeg/sharp.node.ts");
  await loadSharp();
  return { output: true as const };
});

const decode = doing(decodeTask, async ({ file, components, into }) => {
  const { decodeWithSharp } = await import("../image/jpeg/sharp.node.ts");
  const samples = await decodeWithSharp(file, components);
  into.set(samples);
  return { output: samples.length };
});

const answer = serve(
  [tiles, seal, open, deflate, wholeImage, load, decode],
  (message, transfer) => port.postMessage(message, transfer),
  () => Atomics.add(begun, 0, 1),
);
port.on("message", (request: Request) => {
  answer(request);
});
port.postMessage({ ready: true });
