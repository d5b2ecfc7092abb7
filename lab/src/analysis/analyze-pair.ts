import { NeuroveilError } from "neuroveil/errors";
import { bytesPerSample, type Image } from "neuroveil/image";
import { masksOf } from "../metrics/byte-lanes.ts";
import { Encryptions } from "../metrics/encryptions.ts";
import { judgeObserved, type Judgement } from "./judge.ts";

/**
 * Judges a cipher image made elsewhere beside its plain image, as one family of tests at level `alpha`:
 * the metrics of `analyzeCipher` that need neither the cipher nor its key. NPCR, UACI, avalanche and key
 * sensitivity compare encryptions with each other and are therefore absent.
 *
 * @param cipher of the plain image's size and channels, and of its depth or, for depths that do not fill
 *   whole bytes, of the whole bytes
 * @param alpha level of the whole family
 * @throws {NeuroveilError} "input" when the two images do not fit together
 */
export function analyzePair(plain: Image, cipher: Image, alpha = 0.001): Judgement {
  const fits =
    plain.width === cipher.width &&
    plain.height === cipher.height &&
    plain.channels === cipher.channels &&
    [plain.bits, 8 * bytesPerSample(plain.bits)].includes(cipher.bits);
  if (!fits)
    throw new NeuroveilError("input", {
      expected: `a cipher image of ${shape(plain)} as the plain image`,
      got: shape(cipher),
      todo: "give the two images of one encryption",
    });
  if (cipher.bits > 8 && cipher.bits < 16)
    throw new NeuroveilError("input", {
      expected: "a cipher image of at most 8 or of 16 bits",
      got: `${cipher.bits} bits`,
      todo: "save it with 16",
    });
  const before = { ...plain, bits: cipher.bits };
  const encryptions = new Encryptions(before).add(cipher);
  const seen = {
    cipherImage: cipher,
    bothImages: { plain: before, cipher },
    masks: masksOf(before, cipher),
    encryptions,
    ...(encryptions.beside.length > 1 && { channels: encryptions }),
  };
  return judgeObserved(seen, alpha);
}

function shape({ width, height, channels, bits }: Image): string {
  return `${width}×${height}×${channels} at ${bits} bits`;
}
