import { importGcmKey } from "#gcm";
import { NeuroveilError } from "../errors.ts";
import { JobQueue } from "./job-queue.ts";
import type { Protector } from "./protector.ts";
import type { RowChunks } from "./row-chunks.ts";

const tagBytes = 16;

/**
 * AES-256-GCM over every chunk under one key. The nonce is a counter and a final flag, as in STREAM
 * (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015) and age: chunks cannot be swapped, repeated or
 * left out. The tags are the proof, so that the carrier keeps the image's size.
 */
export const sealed: Protector = {
  keyVectorInHeader: false,

  proofBytes: (chunks) => tagBytes * chunks,

  async seal(subkeys, chunks, headerHash) {
    const key = await importGcmKey(await subkeys.bytes("seal", 32));
    const additionalData = await headerHash;
    const tags = new Uint8Array(tagBytes * chunks.count);
    return {
      async seal(index, bytes) {
        const sealed = await key.seal(counter(index, chunks), additionalData, bytes);
        tags.set(sealed.tag, tagBytes * index);
        return sealed.bytes;
      },
      finish: () => Promise.resolve(tags),
    };
  },

  async open(subkeys, chunks, headerHash, proof, samples) {
    const key = await importGcmKey(await subkeys.bytes("seal", 32));
    const queue = new JobQueue();
    for (let index = 0; index < chunks.count; index++) {
      queue.add(async () => {
        const { start, stop } = chunks.chunk(index);
        const bytes = samples.subarray(start, stop);
        const tag = proof.subarray(tagBytes * index, tagBytes * (index + 1));
        if (await key.open(counter(index, chunks), headerHash, bytes, tag)) return;
        throw new NeuroveilError("tampered", {
          expected: "the cipher image as it was written",
          got: "a changed one",
          todo: "get the file again from its sender",
        });
      });
    }
    await queue.drain();
  },
};

/** The nonce of a chunk: its number, and whether it is the last. */
function counter(index: number, chunks: RowChunks): Uint8Array {
  const iv = new Uint8Array(12);
  const view = new DataView(iv.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(11, index === chunks.count - 1 ? 1 : 0);
  return iv;
}
