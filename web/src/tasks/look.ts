import { cipherImage, nativeKeyFrom } from "@neuroveil/lab/analysis";
import {
  cipherFigures,
  cipherPictures,
  imagePictures,
  markup,
  plainShared,
} from "@neuroveil/lab/report";
import { knownCipher } from "./known-cipher.ts";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { Task } from "./task.ts";

export interface LookInput {
  readonly subject: Subject;
  readonly cipher: string;
}

export interface LookOutput {
  readonly width: number;
  readonly height: number;
  readonly status: string;
  readonly source: string;
  /** PNG files of one size. */
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly veiled: Uint8Array<ArrayBuffer>;
  /** Their samples, 8 bits each, rows of interleaved channels. */
  readonly samples: {
    readonly channels: number;
    readonly plain: Uint8Array;
    readonly veiled: Uint8Array;
  };
  /** What a report would show, as HTML. */
  readonly figures: string;
}

/** Longer side of what is encrypted, and of the figures' pictures, in pixels. */
const [side, figureSide] = [512, 288];

/** Encrypts a picture bare under a random native key, and draws what a report draws. */
export const look: Task<LookInput, LookOutput> = async (
  { subject, cipher: id },
  { onProgress },
) => {
  const cipher = knownCipher(id);
  const image = await readSubject(subject, side);
  const key = await nativeKeyFrom(cipher, crypto.getRandomValues(new Uint8Array(32)));
  onProgress(0.1);
  const memory = new Uint8Array(image.data.length);
  const run = { threads: 1 };
  const veiled = await cipherImage(cipher, image, { key, changed: [], memory, run });
  onProgress(0.3);
  const [plainFile, veiledFile] = [await pngOf(image), await pngOf(veiled.image)];
  const plain = await imagePictures(image, "plain", figureSide);
  const pictures = await cipherPictures(cipher, image, { key, side: figureSide, run });
  onProgress(0.95);
  const figures = markup`${plainShared(plain)}${cipherFigures(cipher.id, plain, pictures)}`.text;
  const { width, height, channels } = image;
  const { status, source } = cipher;
  const samples = { channels, plain: image.data, veiled: veiled.image.data };
  const about = { width, height, status, source };
  return { ...about, plain: plainFile, veiled: veiledFile, samples, figures };
};
