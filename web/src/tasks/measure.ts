import { knownCipher } from "./known-cipher.ts";
import { measureCiphers, measuredSide, type MeasureOutput } from "./measure-ciphers.ts";
import { readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface MeasureInput {
  readonly subject: Subject;
  readonly name: string;
  readonly cipher: string;
}

/** Ids of what stands beside everything that is measured. */
export const yardsticks = ["aes-256-ctr", "canary"] as const;

/** Measures a cipher on a picture, with AES and the canary beside it. */
export const measure: Task<MeasureInput, MeasureOutput> = async (input, { onProgress }) => {
  const { subject, name, cipher } = input;
  const image = await readSubject(subject, measuredSide);
  const ciphers = [...new Set([cipher, ...yardsticks])].map(knownCipher);
  return await measureCiphers({ name, image, ciphers }, onProgress);
};
