import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Contender } from "../contender.ts";
import type { Part } from "./aes-gcm-part.ts";

// Tests run from the sources, but a worker needs JavaScript.
const entry: string = import.meta.url.endsWith(".ts")
  ? "../../dist/contenders/aes-gcm-part.js"
  : "./aes-gcm-part.js";

/**
 * AES-256-GCM of Node's OpenSSL on worker threads, an equal slice of the image for each, which it works
 * through in small parts.
 */
export function aesGcmThreads(threads: number): Contender {
  return {
    id: "aes-256-gcm-parts",
    threads,
    async open({ data }) {
      const workers = Array.from(
        { length: threads },
        () => new Worker(new URL(entry, import.meta.url)),
      );
      await Promise.all(workers.map((worker) => once(worker, "online")));
      const share = Math.ceil(data.length / threads);
      const slices = workers.map(
        (_, i) => [i * share, Math.min(data.length, (i + 1) * share)] as const,
      );
      const shared = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(data.length));
      const [sealed, plain] = [shared(), shared()];
      const key = randomBytes(32);
      const nonces = workers.map(() => randomBytes(12));
      let tags: Uint8Array[] = [];
      const all = (from: Uint8Array, to: Uint8Array, open: boolean): Promise<Uint8Array[]> =>
        Promise.all(
          workers.map(async (worker, i) => {
            const slice = slices[i]!;
            const part: Part = {
              from: from.subarray(...slice),
              to: to.subarray(...slice),
              key,
              nonce: nonces[i]!,
              tag: open ? tags[i] : undefined,
            };
            worker.postMessage(part);
            const [tag] = (await once(worker, "message")) as [Uint8Array];
            return tag;
          }),
        );
      return {
        async encrypt() {
          tags = await all(data, sealed, false);
        },
        async decrypt() {
          await all(sealed, plain, true);
          return [plain];
        },
        async close() {
          await Promise.all(workers.map((worker) => worker.terminate()));
        },
      };
    },
  };
}
