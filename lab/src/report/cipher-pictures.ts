import type { Cipher, Run } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage } from "../analysis/cipher-image.ts";
import { flipBit, keyAsUsed, spreadBits } from "../analysis/native-key.ts";
import { differenceMap, type DifferenceMap } from "./difference-map.ts";
import { imagePictures, type ImagePictures } from "./image-pictures.ts";

/** How a cipher image changes with something small. */
export interface Change {
  readonly what: string;
  readonly map: DifferenceMap;
}

/** A cipher image, and what small changes do to it. */
export interface CipherPictures {
  readonly image: ImagePictures;
  /** None of a cipher image made elsewhere. */
  readonly changes: readonly Change[];
}

/**
 * Pictures of what a cipher makes of an image: itself, and its differences after the last bit of the
 * native key was flipped, and after one sample in the middle was changed by one, under the same nonce
 * and under one of its own.
 *
 * @param key native key, the one of the analysis
 * @param side of the pictures at the most, in pixels
 */
export async function cipherPictures(
  cipher: Cipher,
  image: Image,
  settings: { readonly key: Uint8Array; readonly side: number; readonly run?: Run },
): Promise<CipherPictures> {
  const { key, side, run = {} } = settings;
  const memory = (): Uint8Array => new Uint8Array(image.data.length);
  const { image: whole } = await cipherImage(cipher, image, {
    key,
    changed: [],
    memory: memory(),
    run,
  });
  const other = memory();
  const difference = async (
    native: Uint8Array,
    changed: readonly number[],
  ): Promise<DifferenceMap> => {
    const encrypted = await cipherImage(cipher, image, {
      key: native,
      changed,
      memory: other,
      run,
    });
    return differenceMap(whole, encrypted.image, side);
  };
  const middle = middleSample(image);
  const lastBit = spreadBits(cipher, 2).at(-1)!;
  return {
    image: await imagePictures(whole, "cipher", side),
    changes: [
      {
        what: "The last bit of the native key flipped",
        map: await difference(flipBit(key, lastBit), []),
      },
      {
        what: "One sample in the middle changed by one, same key, same nonce",
        map: await difference(key, [middle]),
      },
      {
        what: "The same with a nonce of its own, if the cipher has one",
        map: await difference(await keyAsUsed(cipher, key, 0), [middle]),
      },
    ],
  };
}

/** The first sample of the pixel in the middle. */
function middleSample({ width, height, channels }: Image): number {
  return (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels;
}
