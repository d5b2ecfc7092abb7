import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { errorSpread } from "../../noise/closed-form.ts";
import type { Disturbance } from "../../noise/disturbance.ts";
import { gaussian } from "../../noise/gaussian.ts";
import { saltAndPepper } from "../../noise/impulses.ts";
import { robustness } from "../../noise/robustness.ts";
import { byteError } from "../../noise/single-error.ts";
import { plainNoiseResponse } from "../../sensitivity/plain-noise.ts";
import { pictureKey } from "./measure-picture.ts";
import { rounded } from "./rounded.ts";

/** What noise of both kinds does; null where a cipher refuses damaged images. */
export interface NoiseFigures {
  /** Of the picture, the most that one can ruin. */
  readonly samples: number;
  /** Decibels of what is decrypted from an undamaged image; null where nothing is lost. */
  readonly clean: number | null;
  /** The same after salt and pepper on the cipher image. */
  readonly psnr: number | null;
  /** Decibels that the closed form gives for a stream cipher. */
  readonly stream: number | null;
  /** ê: samples that each replaced one ruins, by count; by added error for a lossy cipher. */
  readonly spread: number | null;
  /** NPCR of the cipher image after one byte of the plain image was changed, 0 to 1. */
  readonly plainByte: number | null;
  /** After normal noise of standard deviation 1 on it. */
  readonly plainGauss: number | null;
}

/** Share of the cipher image's samples that are replaced. */
export const noiseDensity = 0.01;
/** Keys and noises for a picture. */
export const noiseSeeds = 2;

/** Only decrypts, which a lossy cipher does not do without loss. */
const untouched: Disturbance = { id: "none", kind: "none", level: 0, apply: () => undefined };

export async function noiseFigures(
  cipher: Cipher,
  name: string,
  image: Image,
): Promise<NoiseFigures> {
  const key = await pictureKey(cipher, name);
  const [byte, normal] = await plainNoiseResponse(cipher, image, key, {
    disturbances: [byteError, gaussian(1)],
    threads: 1,
  });
  const plain = {
    samples: image.data.length,
    plainByte: rounded(byte!.npcr.value),
    plainGauss: rounded(normal!.npcr.value),
  };
  try {
    const [clean, noisy] = await robustness(cipher, image, {
      secret: new TextEncoder().encode(`families, ${name}`),
      disturbances: [untouched, saltAndPepper(noiseDensity)],
      seeds: noiseSeeds,
      threads: 1,
    });
    const { share, streamPsnr, wrongSpread } = noisy!.replacement!;
    const ideal = 255 ** 2 / 10 ** (streamPsnr / 10) / share;
    const lost = clean!.error.value;
    // What the noise added, of what it could add.
    const ruined = (noisy!.error.value - lost) / (ideal - lost);
    const spread = cipher.lossless
      ? wrongSpread.value
      : errorSpread(share, ruined, image.data.length);
    return {
      clean: rounded(clean!.psnr.value),
      psnr: rounded(noisy!.psnr.value),
      stream: rounded(streamPsnr),
      spread: rounded(spread),
      ...plain,
    };
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "unsupported") throw error;
    return { clean: null, psnr: null, stream: null, spread: null, ...plain };
  }
}
