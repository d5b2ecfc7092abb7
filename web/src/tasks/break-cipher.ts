import {
  attackById,
  impulseResponse,
  runAttack,
  type Attack,
  type Finding,
  type NotTried,
} from "@neuroveil/lab/attacks";
import { cipherImage, nativeKeyFrom } from "@neuroveil/lab/analysis";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { knownCipher } from "./known-cipher.ts";
import { pngOf, readSubject, type Subject } from "./subject.ts";
import type { Context, Task } from "./task.ts";

export interface BreakInput {
  readonly subject: Subject;
  readonly attack: string;
  readonly cipher: string;
  /** What stands beside it. */
  readonly beside: string;
}

/** What an attack came to, for a person. */
export interface Outcome {
  readonly cipher: string;
  readonly broken: boolean;
  /** Share of what was unknown that was recovered, 0 to 1, and its interval. */
  readonly recovered: number;
  readonly interval: readonly [number, number];
  readonly chance: number;
  readonly sentence: string;
  readonly seconds: number;
  /** What was recovered of the picture, a PNG. */
  readonly picture?: Uint8Array<ArrayBuffer>;
}

export interface BreakOutput {
  /** The picture, and what the attacker sees of it. */
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly veiled: Uint8Array<ArrayBuffer>;
  readonly fallen: Outcome | NotTried;
  readonly beside: Outcome | NotTried;
}

/** Longer side of the picture that is attacked, in pixels; no power of two, which a filter would wrap. */
const side = 120;
/** Of verdicts: an ideal cipher is called broken once in a thousand times. */
const level = 0.001;

/** Attacks a cipher on somebody's picture, and another one in the same way. */
export const breakCipher: Task<BreakInput, BreakOutput> = async (input, { onProgress }) => {
  const scene = notTwoPowers(await readSubject(input.subject, side));
  const cipher = knownCipher(input.cipher);
  const key = await nativeKeyFrom(cipher, crypto.getRandomValues(new Uint8Array(32)));
  const memory = new Uint8Array(scene.data.length);
  const run = { threads: 1 };
  const veiled = await cipherImage(cipher, scene, { key, changed: [], memory, run });
  const [plain, seen] = [await pngOf(scene), await pngOf(veiled.image)];
  const attack = input.attack === impulseResponse.id ? impulseResponse : attackById(input.attack);
  const half =
    (from: number): Context["onProgress"] =>
    (done) =>
      onProgress(from + done / 2);
  const fallen = await tried(attack, cipher, scene, half(0));
  // As it is used: a nonce of its own for every image.
  const asUsed: Attack = { ...attack, setting: "as-used" };
  const beside = await tried(asUsed, knownCipher(input.beside), scene, half(0.5));
  return { plain, veiled: seen, fallen, beside };
};

async function tried(
  attack: Attack,
  cipher: Cipher,
  scene: Image,
  onProgress: Context["onProgress"],
): Promise<Outcome | NotTried> {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  const found = await runAttack(attack, cipher, { scene, seed: seed!, level, onProgress });
  return "notTried" in found ? found : await outcomeOf(found);
}

async function outcomeOf(found: Finding): Promise<Outcome> {
  const { cipher, broken, recovered, interval, chance, sentence, seconds, picture } = found;
  const told = { cipher, broken, recovered, interval, chance, sentence, seconds };
  return picture === undefined ? told : { ...told, picture: await pngOf(picture) };
}

/** Without its last column where both sides are powers of two. */
function notTwoPowers(image: Image): Image {
  const { width, height, channels } = image;
  const isPower = (n: number): boolean => (n & (n - 1)) === 0;
  if (!isPower(width) || !isPower(height) || width < 3) return image;
  const narrow = width - 1;
  const data = new Uint8Array(narrow * height * channels);
  for (let y = 0; y < height; y++) {
    const from = y * width * channels;
    data.set(image.data.subarray(from, from + narrow * channels), y * narrow * channels);
  }
  return { ...image, width: narrow, data };
}
