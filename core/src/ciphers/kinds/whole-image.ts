import { stopIfAborted } from "../../abort.ts";
import type { Cipher, Run } from "../cipher.ts";
import { pacer, type Pace } from "./pace.ts";
import { rowBytes, type Raster } from "../raster.ts";

type Row = Pick<
  Cipher,
  "id" | "family" | "status" | "literal" | "source" | "parameters" | "nativeKey" | "keySpace"
>;

/** A lossless cipher that sees the image as one string of bytes, most without its shape, and works on it in one go. */
export interface WholeImageCipher extends Row {
  /** Default 0: no key vector. */
  readonly keyVectorBytes?: number;
  /** Encrypts `data` in place and returns the key vector, if there is one. */
  readonly encryptBytes: (
    data: Uint8Array,
    key: Uint8Array,
    pace: Pace,
    raster: Raster,
  ) => Uint8Array | void | Promise<Uint8Array | void>;
  /** Decrypts `data` in place and returns the key vector recomputed from the result. */
  readonly decryptBytes: (
    data: Uint8Array,
    key: Uint8Array,
    keyVector: Uint8Array,
    pace: Pace,
    raster: Raster,
  ) => Uint8Array | void | Promise<Uint8Array | void>;
}

/** The registry's interface around such a cipher: lengths checked, progress and rows told. */
export function wholeImage(cipher: WholeImageCipher): Cipher {
  const { keyVectorBytes = 0, encryptBytes, decryptBytes, ...row } = cipher;
  const work = async (
    raster: Raster,
    key: Uint8Array,
    run: Run,
    step: (pace: Pace) => ReturnType<WholeImageCipher["encryptBytes"]>,
  ): Promise<Uint8Array> => {
    expectLength("key", key, row.nativeKey.bytes);
    expectLength("raster.data", raster.data, rowBytes(raster) * raster.height);
    stopIfAborted(run.signal);
    const keyVector = (await step(pacer(run))) ?? new Uint8Array();
    run.onProgress?.(1);
    run.onRows?.(0, raster.height);
    return keyVector;
  };
  return {
    ...row,
    lossless: true,
    keyVectorBytes,
    tileRows: 0,
    encrypt: (raster, key, run = {}) =>
      work(raster, key, run, (pace) => encryptBytes(raster.data, key, pace, raster)),
    decrypt: (raster, key, keyVector, run = {}) =>
      work(raster, key, run, (pace) => {
        expectLength("keyVector", keyVector, keyVectorBytes);
        return decryptBytes(raster.data, key, keyVector, pace, raster);
      }),
  };
}

/** A cipher that adds a mask: decrypting is encrypting again. */
export function maskCipher(
  row: Row & {
    readonly addMask: (data: Uint8Array, key: Uint8Array, pace: Pace) => void | Promise<void>;
  },
): Cipher {
  const { addMask, ...rest } = row;
  return wholeImage({
    ...rest,
    encryptBytes: addMask,
    decryptBytes: (data, key, _keyVector, pace) => addMask(data, key, pace),
  });
}

function expectLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length)
    throw new RangeError(`"${name}" expected ${length} bytes, got ${bytes.length}`);
}
