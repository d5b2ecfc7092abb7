import { cipherImage, decryptedImage, nativeKeyFrom } from "@neuroveil/lab/analysis";
import { crop, saltAndPepper, seededRandom } from "@neuroveil/lab/noise";
import { knownCipher } from "./known-cipher.ts";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface DamageInput {
  readonly subject: Subject;
  readonly cipher: string;
  /** Shares of the cipher image's samples, 0 to 1. */
  readonly noise: number;
  readonly cut: number;
}

export interface DamageOutput {
  readonly received: Uint8Array<ArrayBuffer>;
  /** What it decrypts to, unverified; absent where the cipher refuses it. */
  readonly decrypted?: Uint8Array<ArrayBuffer>;
  /** Share of samples that came back right, 0 to 1. */
  readonly right: number;
}

const side = 240;
/** A key that everybody knows, so that the same damage shows the same picture. */
const demonstration = new Uint8Array(32);

/** Damages a bare cipher image and decrypts what is left, as no reader in use does. */
export const damage: Task<DamageInput, DamageOutput> = async ({
  subject,
  cipher: id,
  noise,
  cut,
}) => {
  const cipher = knownCipher(id);
  const plain = await readSubject(subject, side);
  const key = await nativeKeyFrom(cipher, demonstration);
  const run = { threads: 1 };
  const memory = new Uint8Array(plain.data.length);
  const sent = await cipherImage(cipher, plain, { key, changed: [], memory, run });
  const received = { ...sent.image, data: sent.image.data.slice() };
  if (noise > 0) await saltAndPepper(noise).apply(received, seededRandom(1));
  if (cut > 0) await crop("centre", cut).apply(received, seededRandom(1));
  const file = await pngOf(received);
  const damaged = { image: received, keyVector: sent.keyVector };
  const found = await decryptedImage(cipher, damaged, { key, memory, run });
  if (found === undefined) return { received: file, right: 0 };
  const { data } = found.image;
  const right = data.filter((byte, i) => byte === plain.data[i]).length / data.length;
  return { received: file, decrypted: await pngOf(found.image), right };
};
