import type { Cipher, Run } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage } from "../analysis/cipher-image.ts";
import { wholeBytes } from "../analysis/whole-bytes.ts";
import { npcr } from "../metrics/npcr.ts";
import type { MetricResult } from "../metrics/result.ts";
import type { Disturbance } from "../noise/disturbance.ts";
import { seededRandom } from "../random/random.ts";
import { familyWise } from "../statistics/family-wise.ts";

/** What noise on the plain image does to the cipher image. */
export interface PlainNoiseResponse {
  readonly disturbance: string;
  /** Share of the plain image's samples that the noise changed, 0 to 1. */
  readonly changed: number;
  /** NPCR(E(P), E(P + η)), with expectation, interval and p-value for two independent images. */
  readonly npcr: MetricResult;
  /** Holm-adjusted p-value over all disturbances. */
  readonly adjusted: number;
  /** Whether the cipher image changed as a whole; false is what a stream cipher gives. */
  readonly pass: boolean;
}

/** How the response is measured. */
export interface PlainNoiseSettings extends Pick<Run, "signal" | "threads"> {
  readonly disturbances: readonly Disturbance[];
  readonly seed?: number;
  /** Level of the family; default 0.001. */
  readonly alpha?: number;
}

/**
 * Response of the cipher image to noise on the plain image at a fixed native key: the survey of four
 * networks, equation 12, I' = W * (I + η), for any cipher.
 *
 * The survey calls this noise resistance as well. It is the opposite of resistance to noise on the
 * cipher image: a cipher that keeps small changes small leaks them.
 */
export async function plainNoiseResponse(
  cipher: Cipher,
  image: Image,
  key: Uint8Array,
  { disturbances, seed = 0, alpha = 0.001, signal, threads }: PlainNoiseSettings,
): Promise<readonly PlainNoiseResponse[]> {
  const run = { signal, threads };
  const plain = wholeBytes(image);
  const encrypt = async (each: Image): Promise<Image> => {
    const memory = new Uint8Array(each.data.length);
    return (await cipherImage(cipher, each, { key, changed: [], memory, run })).image;
  };
  const whole = await encrypt(plain);
  const found: (readonly [string, number, MetricResult])[] = [];
  for (const [i, { id, apply }] of disturbances.entries()) {
    const noisy = { ...plain, data: plain.data.slice() };
    await apply(noisy, seededRandom(seed + i));
    found.push([id, npcr(plain, noisy)[0]!.value, npcr(whole, await encrypt(noisy))[0]!]);
  }
  const { adjusted, rejected } = familyWise(
    found.map(([, , { p }]) => p),
    alpha,
  );
  return found.map(([disturbance, changed, response], i) => ({
    disturbance,
    changed,
    npcr: response,
    adjusted: adjusted[i]!,
    pass: !rejected[i]!,
  }));
}
