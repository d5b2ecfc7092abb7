import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/** Copies of the target with one byte changed each; what most of them decrypt to is taken. */
const places = [1 / 6, 1 / 2, 5 / 6];

/** A reader who shows what altered cipher images decrypt to shows what the target decrypts to. */
export const alteredCipherImage: Attack = {
  id: "altered-cipher-image",
  question: "Does a cipher image with one changed byte decrypt to nearly all of the original?",
  source: "chosen cipher images; eight ciphers of this project fell to it in their first form",
  setting: "unverified",
  needs: ["chosen cipher images"],
  controls: { falls: "cnse", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const unknown = randomImage(scene, random);
    const found = await majority(oracle, unknown);
    const shown = await majority(oracle, scene);
    return {
      successes: found === undefined ? 0 : sameBytes(found, unknown.data),
      trials: unknown.data.length,
      chance: byteChance,
      sentence:
        found === undefined
          ? "copies with one changed byte were refused"
          : `${places.length} copies with one changed byte each were opened`,
      ...(shown !== undefined && { recovered: withData(scene, shown) }),
    };
  },
};

/** @returns undefined where the reader refused */
async function majority(oracle: Oracle, target: Image): Promise<Uint8Array | undefined> {
  const cipher = await oracle.encrypt(target);
  const seen: Uint8Array[] = [];
  for (const place of places) {
    const altered = cipher.image.data.slice();
    altered[Math.floor(place * altered.length)]! ^= 1;
    const opened = await oracle.open(cipher, altered);
    if (opened === undefined) return undefined;
    seen.push(opened.data);
  }
  const [a, b, c] = seen as [Uint8Array, Uint8Array, Uint8Array];
  return a.map((byte, i) => (byte === b[i] || byte === c[i] ? byte : b[i]!));
}
