import { NeuroveilError } from "../errors.ts";
import { unshared } from "../keys/unshared.ts";
import { ChunkCopies } from "./chunk-copies.ts";
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
    const key = await subkeys.gcm("seal");
    const additionalData = await headerHash;
    const tags = new Uint8Array(tagBytes * chunks.count);
    const copies = new ChunkCopies(chunks.bytes);
    return {
      async seal(index, bytes) {
        const parameters = gcm(index, chunks, additionalData);
        const box = await copies.lend([bytes], (copy) =>
          crypto.subtle.encrypt(parameters, key, copy),
        );
        tags.set(new Uint8Array(box, bytes.length), tagBytes * index);
        return new Uint8Array(box, 0, bytes.length);
      },
      finish: () => Promise.resolve(tags),
    };
  },

  async open(subkeys, chunks, headerHash, proof, samples) {
    const key = await subkeys.gcm("seal");
    const copies = new ChunkCopies(chunks.bytes + tagBytes);
    const queue = new JobQueue();
    for (let index = 0; index < chunks.count; index++) {
      queue.add(async () => {
        const { start, stop } = chunks.chunk(index);
        const box = samples.subarray(start, stop);
        const tag = proof.subarray(tagBytes * index, tagBytes * (index + 1));
        const parameters = gcm(index, chunks, headerHash);
        let opened: ArrayBuffer;
        try {
          opened = await copies.lend([box, tag], (copy) =>
            crypto.subtle.decrypt(parameters, key, copy),
          );
        } catch (cause) {
          throw new NeuroveilError(
            "tampered",
            "expected the cipher image as it was written, got a changed one; " +
              "get the file again from its sender",
            { cause },
          );
        }
        samples.set(new Uint8Array(opened), start);
      });
    }
    await queue.drain();
  },
};

function gcm(index: number, chunks: RowChunks, headerHash: Uint8Array): AesGcmParams {
  const iv = new Uint8Array(12);
  const view = new DataView(iv.buffer);
  view.setBigUint64(3, BigInt(index));
  view.setUint8(11, index === chunks.count - 1 ? 1 : 0);
  return { name: "AES-GCM", iv, additionalData: unshared(headerHash) };
}
