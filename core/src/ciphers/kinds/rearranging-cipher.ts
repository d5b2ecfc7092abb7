import { skewTentKeyBytes } from "../../layers/skew-tent-mask.ts";
import type { Cipher } from "../cipher.ts";
import { keySamples } from "../key-samples.ts";
import type { Raster } from "../raster.ts";
import { wholeImage, type WholeImageCipher } from "./whole-image.ts";

/** Units, which are bytes or halves of them, that change places and are turned into their negative. */
export interface Rearrangement {
  /** Of every place: the place that its unit comes from. */
  readonly from: Uint32Array;
  /** Of every place: 1 where its unit is turned into its negative. */
  readonly negative: Uint8Array;
}

type Row = Pick<WholeImageCipher, "id" | "status" | "source" | "parameters" | "keySpace">;

/**
 * A cipher that leaves values visible: it moves units of the image and inverts some, as encryption for
 * compression or for machine learning does. Units of a pixel stand in order, those of a byte upper half
 * first.
 *
 * @param unitsPerByte 1, or 2 for halves of four bits
 * @param rearrangement what a generator of words of 32 bits decides
 */
export function rearrangingCipher(
  row: Row,
  unitsPerByte: 1 | 2,
  rearrangement: (shape: Omit<Raster, "data">, word: () => number) => Rearrangement,
): Cipher {
  const plan = ({ data, ...shape }: Raster, key: Uint8Array): Rearrangement =>
    rearrangement(shape, wordsFrom(key, 4 * data.length));
  const whole = unitsPerByte === 1 ? 0xff : 0xf;
  return wholeImage({
    ...row,
    family: "perceptual",
    nativeKey: {
      bytes: skewTentKeyBytes,
      nonceBytes: 0,
      description:
        "16 states and 16 tops of skew-tent maps, 48 bits each, that stand for the random numbers of the paper",
    },
    encryptBytes: (data, key, _pace, raster) => {
      const { from, negative } = plan(raster, key);
      const units = unitsOf(data, unitsPerByte);
      const moved = units.map((_, i) => units[from[i]!]! ^ (negative[i]! * whole));
      data.set(bytesOf(moved, unitsPerByte));
    },
    decryptBytes: (data, key, _keyVector, _pace, raster) => {
      const { from, negative } = plan(raster, key);
      const moved = unitsOf(data, unitsPerByte);
      const units = moved.slice();
      for (const [i, unit] of moved.entries()) units[from[i]!] = unit ^ (negative[i]! * whole);
      data.set(bytesOf(units, unitsPerByte));
    },
  });
}

/** Nothing moved, nothing inverted. */
export function identity(units: number): Rearrangement {
  return {
    from: Uint32Array.from({ length: units }, (_, i) => i),
    negative: new Uint8Array(units),
  };
}

/** What a key decides: words of 32 bits from `length` of its samples and more, which then repeat. */
function wordsFrom(key: Uint8Array, length: number): () => number {
  const samples = keySamples(key, 1024 + 4 * Math.ceil(length / 4));
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength);
  let at = 0;
  return () => {
    at = (at + 4) % samples.length;
    return view.getUint32(at, true);
  };
}

function unitsOf(bytes: Uint8Array, unitsPerByte: 1 | 2): Uint8Array {
  if (unitsPerByte === 1) return bytes;
  return Uint8Array.from({ length: 2 * bytes.length }, (_, i) =>
    i % 2 === 0 ? bytes[i >> 1]! >> 4 : bytes[i >> 1]! & 0xf,
  );
}

function bytesOf(units: Uint8Array, unitsPerByte: 1 | 2): Uint8Array {
  if (unitsPerByte === 1) return units;
  return Uint8Array.from(
    { length: units.length / 2 },
    (_, i) => (units[2 * i]! << 4) | units[2 * i + 1]!,
  );
}
