import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { cipherImage, decryptedImage } from "../../analysis/cipher-image.ts";
import { keyAsUsed, nativeKeyFrom } from "../../analysis/native-key.ts";
import { spreadSamples } from "../../analysis/one-sample.ts";
import { chiSquare } from "../../metrics/chi-square.ts";
import { correlation } from "../../metrics/correlation.ts";
import { entropy } from "../../metrics/entropy.ts";
import { npcr } from "../../metrics/npcr.ts";
import { psnr } from "../../metrics/psnr.ts";
import type { MetricResult } from "../../metrics/result.ts";
import { ssim } from "../../metrics/ssim.ts";
import { uaci } from "../../metrics/uaci.ts";
import { nearestKeys } from "../../sensitivity/key-change.ts";

/** What is measured of every picture; null: infinite, or nothing to be measured. */
export const pictureMetrics = [
  "entropy",
  "entropyZ",
  "chiSquare",
  "chiSquareP",
  "horizontal",
  "vertical",
  "diagonal",
  "largestCorrelationZ",
  "npcr",
  "npcrLeast",
  "npcrP",
  "uaci",
  "uaciP",
  "keyNpcr",
  "keyNpcrP",
  "cipherPsnr",
  "cipherSsim",
  "rightPsnr",
  "rightSsim",
  "nearPsnr",
  "nearSsim",
  "otherPsnr",
  "otherSsim",
  "idealPsnr",
] as const;
export type PictureMetric = (typeof pictureMetrics)[number];

/** One cipher on one set: a value of each metric for each picture, in their order. */
export interface PicturesRecord {
  readonly n: number;
  /** Pictures that the right key gave back sample by sample. */
  readonly exact: number;
  /** Wrong keys that the cipher or its key vector refused: one step away, and unrelated. */
  readonly nearRefused: number;
  readonly otherRefused: number;
  readonly values: Readonly<Record<PictureMetric, readonly (number | null)[]>>;
}

/** Places at which one sample is changed: the corners, as the ends of a chain show what it forgets. */
const places = 4;
/** Pictures where a key pair takes seconds to draw. */
const fewPictures = 4;
/** Keys of one step among which one is taken a picture. */
const steps = 16;

/**
 * Section 6.1 and 6.2 of the hybrid paper on one set. Every picture has a native key of its own; what is
 * decrypted with a wrong key is looked at although the key vector refuses it.
 */
export async function measurePictures(
  cipher: Cipher,
  images: readonly Image[],
): Promise<PicturesRecord> {
  const values: Record<string, (number | null)[]> = {};
  let [exact, nearRefused, otherRefused] = [0, 0, 0];
  const { slow = false } = cipher.nativeKey;
  const used = slow ? images.slice(0, fewPictures) : images;
  const first = await nativeKeyFrom(cipher, Uint8Array.of(115, 0));
  for (const [i, image] of used.entries()) {
    const key = slow
      ? await keyAsUsed(cipher, first, i)
      : await nativeKeyFrom(cipher, Uint8Array.of(115, i));
    const run = { threads: 1 };
    const memory = (): Uint8Array => new Uint8Array(image.data.length);
    const encrypt = (native: Uint8Array, changed: readonly number[] = []) =>
      cipherImage(cipher, image, { key: native, changed, memory: memory(), run });
    const sent = await encrypt(key);
    const decrypt = (native: Uint8Array) =>
      decryptedImage(cipher, sent, { key: native, memory: memory(), run });

    const pairs = [];
    for (const place of spreadSamples(image, places)) {
      const changed = (await encrypt(key, [place])).image;
      pairs.push([npcr(sent.image, changed)[0]!, uaci(sent.image, changed)[0]!] as const);
    }
    const right = await decrypt(key);
    const choices = nearestKeys(cipher, key, steps);
    const nearKey = choices[i % choices.length]!.key;
    const near = await decrypt(nearKey);
    const other = await decrypt(await nativeKeyFrom(cipher, Uint8Array.of(116, i)));
    if (right !== undefined && right.image.data.every((byte, at) => byte === image.data[at]))
      exact++;
    if (near?.verified !== true) nearRefused++;
    if (other?.verified !== true) otherRefused++;

    const keys = npcr(sent.image, (await encrypt(nearKey)).image)[0]!;
    const [bits] = entropy(sent.image);
    const [squares] = chiSquare(sent.image);
    const neighbours = correlation(sent.image).filter(({ value }) => !Number.isNaN(value));
    const fidelity = (found: { image: Image } | undefined, name: string): void => {
      add(`${name}Psnr`, found && psnr(image, found.image)[0]!.value);
      add(`${name}Ssim`, found && ssim(image, found.image)[0]?.value);
    };
    const add = (name: string, value: number | undefined): void => {
      (values[name] ??= []).push(kept(value, 7));
    };
    add("entropy", bits?.value);
    add("entropyZ", bits?.z);
    add("chiSquare", squares?.value);
    add("chiSquareP", squares?.p);
    for (const direction of ["horizontal", "vertical", "diagonal"])
      add(direction, meanOf(neighbours.filter(({ id }) => id.endsWith(direction))));
    add("largestCorrelationZ", Math.max(...neighbours.map(({ z }) => Math.abs(z))));
    add("npcr", average(pairs.map(([{ value }]) => value)));
    add("npcrLeast", Math.min(...pairs.map(([{ value }]) => value)));
    add("npcrP", Math.min(1, pairs.length * Math.min(...pairs.map(([{ p }]) => p))));
    add("uaci", average(pairs.map(([, { value }]) => value)));
    add("uaciP", Math.min(1, pairs.length * Math.min(...pairs.map(([, { p }]) => p))));
    add("keyNpcr", keys.value);
    add("keyNpcrP", keys.p);
    fidelity(sent, "cipher");
    fidelity(right, "right");
    fidelity(near, "near");
    fidelity(other, "other");
    add("idealPsnr", psnr(image, sent.image)[0]!.expected);
  }
  return {
    n: used.length,
    exact,
    nearRefused,
    otherRefused,
    values: values as Record<PictureMetric, (number | null)[]>,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Over all channels where there is such a value, else the mean of the channels. */
function meanOf(results: readonly MetricResult[]): number | undefined {
  const whole = results.find(({ channel }) => channel === undefined);
  if (whole !== undefined || results.length === 0) return whole?.value;
  return average(results.map(({ value }) => value));
}

/** More digits than any of it is known to; entropies near 8 need them. */
export function kept(value: number | undefined, digits = 5): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(digits));
}
