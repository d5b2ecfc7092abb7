import type { Cipher } from "neuroveil/ciphers";
import { sealPixels } from "neuroveil/container";
import { NeuroveilError } from "neuroveil/errors";
import type { Image } from "neuroveil/image";
import { cipherFingerprint } from "../attacks/cipher-fingerprint.ts";
import { drawGrayScene } from "../datasets/scene.ts";
import { commit, rightBlocks, type Commitment } from "./commitment.ts";

/** Width and height, in pixels. */
const side = 128;

/** What is published beside a cipher image. */
export interface Challenge extends Commitment {
  readonly cipher: string;
  /** Of the cipher as it was: one that was changed needs another challenge. */
  readonly fingerprint: string;
  readonly width: number;
  readonly height: number;
}

/** A picture that nobody has seen, in `bare` under a key that nobody has; both are forgotten. */
export async function makeChallenge(
  cipher: Cipher,
): Promise<{ readonly challenge: Challenge; readonly file: Uint8Array }> {
  return await challengeOf(cipher, secretPicture());
}

/** The same for a picture that is given, as tests need it. */
export async function challengeOf(
  cipher: Cipher,
  picture: Image,
): Promise<{ readonly challenge: Challenge; readonly file: Uint8Array }> {
  const key = randomBytes(32);
  const file = await sealPixels(picture, {
    contentKey: { bytes: key, wrapped: undefined },
    cipher,
    protection: "bare",
  });
  key.fill(0);
  const { width, height } = picture;
  const fingerprint = await cipherFingerprint(cipher);
  const commitment = await commit(picture, randomBytes(32));
  return { file, challenge: { cipher: cipher.id, fingerprint, width, height, ...commitment } };
}

/**
 * How many blocks of an answer are right.
 * @throws {NeuroveilError} "input" for an image of another size or kind
 */
export async function judge(
  answer: Image,
  challenge: Challenge,
): Promise<{ readonly right: number; readonly of: number }> {
  const { width, height, channels, bits } = answer;
  if (width !== challenge.width || height !== challenge.height || channels !== 1 || bits !== 8)
    throw new NeuroveilError("input", {
      expected: `a gray image of ${challenge.width} x ${challenge.height} pixels of 8 bits`,
      got: `${width} x ${height}, ${channels} channels of ${bits} bits`,
      todo: "leave what is unknown as it may be, and keep the size",
    });
  return { right: await rightBlocks(answer, challenge), of: challenge.blocks.length };
}

/**
 * One of two thousand million evenings at a lake, so that a person sees what was recovered. The two
 * lowest bits of every sample are random: no block of it can be guessed and tried on the commitment.
 */
export function secretPicture(): Image {
  const [evening] = new Uint32Array(randomBytes(4).buffer);
  const scene = drawGrayScene(evening! >>> 1, side);
  const noise = randomBytes(side * side);
  const data = noise.map((random, i) => (scene.data[i]! & 0xfc) | (random & 3));
  return { ...scene, data };
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}
