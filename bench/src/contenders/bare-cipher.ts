import { randomBytes } from "node:crypto";
import { cipherById } from "neuroveil/ciphers";
import type { Contender } from "../contender.ts";

/**
 * A cipher of the registry alone, without seal and container: deriving its native key from a content
 * key, both passes, the key vector; decrypting recomputes the key vector.
 */
export function bareCipher(id: string, threads: number): Contender {
  const cipher = cipherById(id);
  return {
    id,
    threads,
    lossy: !cipher.lossless,
    open(work) {
      const raster = { ...work, bytesPerSample: 1 } as const;
      const [contentKey, nonce] = [randomBytes(32), randomBytes(16)];
      let keyVector: Uint8Array = new Uint8Array(0);
      const nativeKey = (): Promise<Uint8Array> =>
        derive(contentKey, nonce, cipher.nativeKey.bytes);
      return {
        async encrypt() {
          keyVector = await cipher.encrypt(raster, await nativeKey(), { threads });
        },
        async decrypt() {
          await cipher.decrypt(raster, await nativeKey(), keyVector, { threads });
          return [raster.data];
        },
      };
    },
  };
}

/** HKDF-SHA-256 through WebCrypto, as the container does it. */
async function derive(
  key: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array> {
  const input = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode("neuroveil bench");
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, input, 8 * bytes));
}
