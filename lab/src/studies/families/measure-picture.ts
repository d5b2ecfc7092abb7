import { createHash } from "node:crypto";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage } from "../../analysis/cipher-image.ts";
import { nativeKeyFrom } from "../../analysis/native-key.ts";
import { correlation } from "../../metrics/correlation.ts";
import { entropy } from "../../metrics/entropy.ts";
import { globalSsim } from "../../metrics/global-ssim.ts";
import { psnr } from "../../metrics/psnr.ts";
import { ssim } from "../../metrics/ssim.ts";
import { rounded } from "./rounded.ts";

/** Correlations in three directions of every channel, null where a plane does not vary. */
type Correlations = readonly (number | null)[];

/** What a picture is before it is encrypted. */
export interface PlainFigures {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Of its samples, in hex. */
  readonly sha256: string;
  readonly entropy: number | null;
  readonly r: Correlations;
}

/** A picture's cipher image beside it. */
export interface ImageFigures {
  readonly r: Correlations;
  /** Standard normal scores of the correlations. */
  readonly z: Correlations;
  readonly entropy: number | null;
  readonly entropyZ: number | null;
  /** With the whole image as one window: equation 14. */
  readonly ssim: number | null;
  /** Over windows, as image processing means it. */
  readonly ssimLocal: number | null;
  readonly psnr: number | null;
  /** Of an ideal cipher on that picture. */
  readonly psnrIdeal: number | null;
}

export function plainFigures(image: Image): PlainFigures {
  const { width, height, channels, data } = image;
  return {
    width,
    height,
    channels,
    sha256: createHash("sha256").update(data).digest("hex"),
    entropy: rounded(entropy(image)[0]!.value),
    r: correlation(image).map(({ value }) => rounded(value)),
  };
}

/** The native key of a picture, which whoever repeats the study derives again. */
export function pictureKey(cipher: Cipher, name: string): Promise<Uint8Array> {
  return nativeKeyFrom(cipher, new TextEncoder().encode(`families, ${name}`));
}

/** Correlation, distortion and entropy of a cipher image. */
export async function imageFigures(
  cipher: Cipher,
  name: string,
  image: Image,
): Promise<ImageFigures> {
  const key = await pictureKey(cipher, name);
  const memory = new Uint8Array(image.data.length);
  const run = { threads: 1 };
  const sent = (await cipherImage(cipher, image, { key, changed: [], memory, run })).image;
  const correlations = correlation(sent);
  const bits = entropy(sent)[0]!;
  const ratio = psnr(image, sent)[0]!;
  return {
    r: correlations.map(({ value }) => rounded(value)),
    z: correlations.map(({ z }) => rounded(z)),
    entropy: rounded(bits.value),
    entropyZ: rounded(bits.z),
    ssim: rounded(globalSsim(image, sent)[0]!.value),
    ssimLocal: rounded(ssim(image, sent)[0]?.value ?? Number.NaN),
    psnr: rounded(ratio.value),
    psnrIdeal: rounded(ratio.expected),
  };
}
