import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Cipher, Raster } from "neuroveil/ciphers";
import { nativeKeyFrom } from "../../analysis/native-key.ts";
import { drawScene } from "../../datasets/scene.ts";
import { kept } from "./measure-pictures.ts";
import { processorSeconds } from "./processor-time.ts";

/** Seconds that one image took, a value a round. */
export interface Timed {
  readonly id: string;
  /** Of the processor. */
  readonly encrypt: readonly number[];
  readonly decrypt: readonly number[];
  /** Of the clock, both together. */
  readonly clock: readonly number[];
}

/** All ciphers on one image in the same rounds. */
export interface TimesRecord {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly rounds: number;
  readonly ciphers: readonly Timed[];
}

/** AES-256-GCM of OpenSSL, as a program in Node uses it; no row of the registry. */
export const opensslId = "AES-256-GCM, OpenSSL";

/**
 * Section 6.3: every cipher encrypts and decrypts the same image in every round, so that what else the
 * machine does meets all of them alike, and what is told is a ratio within rounds. On one thread, key
 * set-up included, after one round that does not count.
 */
export async function measureTimes(
  ciphers: readonly Cipher[],
  quick: boolean,
): Promise<TimesRecord> {
  const scene = drawScene(0, quick ? 64 : 256);
  const { width, height, channels, data } = scene;
  const rounds = quick ? 3 : 11;
  const timed = [opensslId, ...ciphers.map(({ id }) => id)].map((id) => ({
    id,
    encrypt: [] as number[],
    decrypt: [] as number[],
    clock: [] as number[],
  }));
  const keys = await Promise.all(
    ciphers.map((cipher) => nativeKeyFrom(cipher, Uint8Array.of(116, 105, 109, 101))),
  );
  for (let round = -1; round < rounds; round++)
    for (const [i, { encrypt, decrypt, clock }] of timed.entries()) {
      const cipher = ciphers[i - 1];
      const memory = data.slice();
      const raster: Raster = { width, height, channels, bytesPerSample: 1, data: memory };
      const started = performance.now();
      const took =
        cipher === undefined ? openssl(memory) : await inTurn(cipher, raster, keys[i - 1]!);
      if (round < 0) continue;
      encrypt.push(kept(took[0])!);
      decrypt.push(kept(took[1])!);
      clock.push(kept((performance.now() - started) / 1000)!);
    }
  return { width, height, channels, rounds, ciphers: timed };
}

async function inTurn(
  cipher: Cipher,
  raster: Raster,
  key: Uint8Array,
): Promise<readonly [encrypt: number, decrypt: number]> {
  const start = processorSeconds();
  const keyVector = await cipher.encrypt(raster, key, { threads: 1 });
  const middle = processorSeconds();
  await cipher.decrypt(raster, key, keyVector, { threads: 1 });
  return [middle - start, processorSeconds() - middle];
}

function openssl(data: Uint8Array): readonly [encrypt: number, decrypt: number] {
  const [key, nonce] = [new Uint8Array(32), new Uint8Array(12)];
  const start = processorSeconds();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = cipher.update(data);
  cipher.final();
  const tag = cipher.getAuthTag();
  const middle = processorSeconds();
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(tag);
  decipher.update(sealed);
  decipher.final();
  return [middle - start, processorSeconds() - middle];
}
