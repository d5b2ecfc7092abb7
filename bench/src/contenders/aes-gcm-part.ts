import { createCipheriv, createDecipheriv } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { partBytes, parts } from "./parts.ts";

/** One thread's part of an image: `from` is read, `to` written, both in shared memory. */
export interface Part {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  /** Decrypts under this tag; encrypts without. */
  readonly tag?: Uint8Array | undefined;
}

parentPort?.on("message", ({ from, to, key, nonce, tag }: Part) => {
  if (tag) {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(tag);
    for (const [i, part] of parts(from).entries()) to.set(decipher.update(part), i * partBytes);
    decipher.final();
    parentPort?.postMessage(tag);
  } else {
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    for (const [i, part] of parts(from).entries()) to.set(cipher.update(part), i * partBytes);
    cipher.final();
    parentPort?.postMessage(new Uint8Array(cipher.getAuthTag()));
  }
});
