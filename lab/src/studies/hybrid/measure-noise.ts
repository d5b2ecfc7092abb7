import type { Cipher } from "neuroveil/ciphers";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { middleOf } from "../../analysis/made-images.ts";
import { crop } from "../../noise/crop.ts";
import type { Disturbance } from "../../noise/disturbance.ts";
import { gaussian } from "../../noise/gaussian.ts";
import { saltAndPepper } from "../../noise/impulses.ts";
import { robustness } from "../../noise/robustness.ts";
import { bitFlip } from "../../noise/single-error.ts";
import { kept } from "./measure-pictures.ts";

/** What happens to cipher images on their way. */
export const disturbances: readonly Disturbance[] = [
  saltAndPepper(0.01),
  saltAndPepper(0.05),
  crop("corner", 0.25),
  gaussian(5),
  bitFlip,
];

/** What is left of pictures whose cipher images were disturbed. */
export interface NoiseRecord {
  readonly pictures: number;
  /** Whether the cipher throws at damaged images, whatever is asked. */
  readonly refuses: boolean;
  /** A mean squared error and a similarity for every picture, by disturbance. */
  readonly results: readonly {
    readonly id: string;
    readonly error: readonly (number | null)[];
    readonly ssim: readonly (number | null)[];
  }[];
}

const side = 64;
const [pictures, seeds] = [8, 2];

/** Objective 5: noise and occlusion of the cipher image, decrypted unverified. */
export async function measureNoise(cipher: Cipher, images: readonly Image[]): Promise<NoiseRecord> {
  const used = images.slice(0, pictures).map((image) => middleOf(image, side));
  const results = disturbances.map(({ id }) => ({
    id,
    error: [] as (number | null)[],
    ssim: [] as (number | null)[],
  }));
  try {
    for (const [i, image] of used.entries()) {
      const secret = Uint8Array.of(110, i);
      const found = await robustness(cipher, image, { secret, disturbances, seeds, threads: 1 });
      for (const [at, { error, ssim }] of found.entries()) {
        results[at]!.error.push(kept(error.value));
        results[at]!.ssim.push(kept(ssim?.value));
      }
    }
    return { pictures: used.length, refuses: false, results };
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "unsupported") throw error;
    return { pictures: used.length, refuses: true, results: [] };
  }
}
