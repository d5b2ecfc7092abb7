import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type * as door from "neuroveil";
import type { Cipher } from "neuroveil/ciphers";
import { small, photograph, type Shape } from "../workload.ts";
import type { RowOffer } from "./ways.ts";

/** A build of the library, loaded. */
export interface Loaded {
  readonly ciphers: readonly Cipher[];
  readonly encrypt: typeof door.encrypt;
  readonly decrypt: typeof door.decrypt;
}

/** What is timed, in turn; after both, everything is what it was. */
export interface Laps {
  encrypt(): Promise<void>;
  decrypt(): Promise<void>;
  /** SHA-256 of what was encrypted, where that is the same every time; "" where it is not. */
  result(): string;
}

export interface Row extends RowOffer {
  /** Whether it works on the calling thread alone. */
  readonly oneThread: boolean;
  open(): Promise<Laps> | Laps;
}

const flagship = "hybrid";
/** Of a slow cipher on one thread, so that many processes can run each: a few hundredths of a second. */
const slow: Shape = { width: 128, height: 128, channels: 3 };

/** @param photo a photograph's file, for the way from file to file */
export function rowsOf({ ciphers, encrypt, decrypt }: Loaded, photo: string): readonly Row[] {
  const threads = availableParallelism();
  return ciphers.flatMap((cipher) =>
    cipher.id === flagship
      ? [
          bare(cipher, small, 1),
          bare(cipher, photograph, threads),
          fileToFile({ encrypt, decrypt }, photo),
        ]
      : [bare(cipher, slow, 1)],
  );
}

/** The rows of a first impression. */
export function isQuick({ id }: RowOffer): boolean {
  return id === flagship || id.startsWith(`${flagship},`) || id === fileRow;
}

/** A cipher alone, without seal and container, under a key that is always the same. */
function bare(cipher: Cipher, shape: Shape, threads: number): Row {
  const { width, height, channels } = shape;
  const bytes = width * height * channels;
  const megapixels = (width * height) / 1e6;
  const id = threads === 1 ? cipher.id : `${cipher.id}, ${megapixels.toFixed(0)} MP, all threads`;
  return {
    id,
    bytes,
    oneThread: threads === 1,
    open() {
      const data = new Uint8Array(new SharedArrayBuffer(bytes));
      data.set(noise(bytes, 1));
      const raster = { width, height, channels, data, bytesPerSample: 1 } as const;
      const key = noise(cipher.nativeKey.bytes, 2);
      let keyVector: Uint8Array = new Uint8Array();
      return {
        async encrypt() {
          keyVector = await cipher.encrypt(raster, key, { threads });
        },
        async decrypt() {
          await cipher.decrypt(raster, key, keyVector, { threads });
        },
        result: () => createHash("sha256").update(data).update(keyVector).digest("hex"),
      };
    },
  };
}

const fileRow = "photograph's file";

/** Through the front door, under a raw key. */
function fileToFile({ encrypt, decrypt }: Omit<Loaded, "ciphers">, photo: string): Row {
  const { width, height, channels } = photograph;
  return {
    id: fileRow,
    bytes: width * height * channels,
    oneThread: false,
    async open() {
      const file = await readFile(photo);
      const key = noise(32, 3);
      let veiled: Uint8Array = new Uint8Array();
      return {
        async encrypt() {
          veiled = await encrypt(file, { key });
        },
        async decrypt() {
          await decrypt(veiled, { key });
        },
        result: () => "",
      };
    },
  };
}

/** Bytes that look random and are the same in every process (xorshift32). */
function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 2463534242 ^ seed;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state >>> 11;
  }
  return bytes;
}
