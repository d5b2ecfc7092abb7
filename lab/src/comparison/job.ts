import { sha256, toHex } from "neuroveil/internal/bytes";
import type { Cipher } from "neuroveil/ciphers";
import { samplesSha256, type Image } from "neuroveil/image";

/** What tells an image from others: its samples and its shape. */
export interface ImageIdentity {
  /** Where it came from. */
  readonly name: string;
  /** The data set that it is of, where there are several. */
  readonly set?: string;
  /** SHA-256 of its samples, in hex. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
}

/** What all jobs of a comparison have in common. */
export interface ComparisonSettings {
  /** What the keys are derived from; published with the results. */
  readonly seed: string;
  /** Places at which one sample is changed, 16 and more. */
  readonly positions: number;
  /** Of the program: another version may measure otherwise. */
  readonly version: string;
}

/** One cipher on one image under one key. */
export interface Job {
  /** SHA-256, in hex, of everything that the result depends on. */
  readonly id: string;
  readonly cipher: Cipher;
  readonly image: ImageIdentity;
  /** Number of the key, from 0. */
  readonly key: number;
}

/** The identity of an image. */
export async function identify(name: string, image: Image): Promise<ImageIdentity> {
  const { width, height, channels, bits } = image;
  return { name, sha256: await samplesSha256(image), width, height, channels, bits };
}

/** What a job measures: another number than that of a kept result, which is then done again. */
const measured = 2;

/**
 * The job of a cipher, an image and a key, with its identity, by which its result is found again.
 *
 * @param code what else the cipher is made of, e.g. the SHA-256 of a module
 */
export async function createJob(
  cipher: Cipher,
  image: ImageIdentity,
  key: number,
  settings: ComparisonSettings,
  code = "",
): Promise<Job> {
  const { id, parameters, nativeKey, keyVectorBytes, tileRows, weights = "" } = cipher;
  const { width, height, channels, bits } = image;
  const identity = [
    measured,
    [id, parameters, nativeKey.bytes, keyVectorBytes, tileRows, weights, code],
    [image.sha256, width, height, channels, bits],
    [settings.seed, key, settings.positions, settings.version],
  ];
  return { id: toHex(await digest(JSON.stringify(identity))), cipher, image, key };
}

/**
 * The 32 bytes that the native keys of a job are derived from: the same for every cipher, others for
 * every image and key number, so that cipher images do not depend on each other.
 */
export async function secretOf(
  seed: string,
  image: Pick<ImageIdentity, "sha256">,
  key: number,
): Promise<Uint8Array> {
  return await digest(JSON.stringify(["neuroveil comparison key", seed, image.sha256, key]));
}

async function digest(text: string): Promise<Uint8Array> {
  return await sha256(new TextEncoder().encode(text));
}
