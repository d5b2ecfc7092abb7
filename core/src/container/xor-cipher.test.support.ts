import { createHash } from "node:crypto";
import type { Cipher } from "../ciphers/cipher.ts";
import { rowBytes } from "../ciphers/raster.ts";

/**
 * A cipher for the container's own tests: every tile is masked by a generator seeded from key, key
 * vector and tile; the key vector is a hash of the samples. Fast, exact, of no strength.
 */
export function xorCipher(change: Partial<Cipher> = {}): Cipher {
  const cipher: Cipher = {
    id: "xor-test",
    family: "control",
    status: "known-weak",
    lossless: true,
    source: "none",
    parameters: {},
    nativeKey: { bytes: 48, description: "a seed" },
    keySpace: "2^384",
    keyVectorBytes: 32,
    tileRows: 256,
    encrypt(raster, key, run) {
      const keyVector = hash([key, raster.data]).subarray(0, cipher.keyVectorBytes);
      // The last tile first: chunks must not depend on the order.
      for (const tile of tiles(raster, cipher.tileRows).toReversed()) {
        mask(tile.bytes, [key, keyVector, Uint8Array.of(tile.first >> 8, tile.first)]);
        run?.onRows?.(tile.first, tile.end);
      }
      run?.onProgress?.(1);
      return Promise.resolve(new Uint8Array(keyVector));
    },
    decrypt(raster, key, keyVector) {
      for (const tile of tiles(raster, cipher.tileRows)) {
        mask(tile.bytes, [key, keyVector, Uint8Array.of(tile.first >> 8, tile.first)]);
      }
      const again = hash([key, raster.data]).subarray(0, cipher.keyVectorBytes);
      return Promise.resolve(new Uint8Array(again));
    },
    ...change,
  };
  return cipher;
}

/**
 * The same, but lossy: the lowest three bits of every byte are dropped and come back as 3, whatever
 * they were.
 */
export function coarseCipher(change: Partial<Cipher> = {}): Cipher {
  const exact = xorCipher({ keyVectorBytes: 0 });
  return xorCipher({
    id: "coarse-test",
    lossless: false,
    keyVectorBytes: 0,
    async encrypt(raster, key, run) {
      for (let i = 0; i < raster.data.length; i++) raster.data[i]! &= 0xf8;
      return exact.encrypt(raster, key, run);
    },
    async decrypt(raster, key, keyVector, run) {
      await exact.decrypt(raster, key, keyVector, run);
      for (let i = 0; i < raster.data.length; i++) raster.data[i] = (raster.data[i]! & 0xf8) | 3;
      run?.onProgress?.(1);
      return keyVector;
    },
    ...change,
  });
}

type Tile = { first: number; end: number; bytes: Uint8Array };

function tiles(raster: Parameters<Cipher["encrypt"]>[0], tileRows: number): Tile[] {
  const rows = tileRows === 0 ? raster.height : tileRows;
  const size = rowBytes(raster);
  return Array.from({ length: Math.ceil(raster.height / rows) }, (_, i) => {
    const [first, end] = [i * rows, Math.min((i + 1) * rows, raster.height)];
    return { first, end, bytes: raster.data.subarray(first * size, end * size) };
  });
}

function mask(bytes: Uint8Array, seed: Uint8Array[]): void {
  let state = hash(seed).readInt32LE() | 1;
  for (let i = 0; i < bytes.length; i++) {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i]! ^= state;
  }
}

function hash(parts: Uint8Array[]): Buffer {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest();
}
