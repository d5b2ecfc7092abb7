import type { Attack } from "./attack.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/** How bytes may be joined with a mask, and how the mask is taken off. */
const joins = [
  {
    name: "exclusive or",
    mask: (cipher: number, plain: number) => cipher ^ plain,
    take: (cipher: number, mask: number) => cipher ^ mask,
  },
  {
    name: "sum",
    mask: (cipher: number, plain: number) => cipher - plain,
    take: (cipher: number, mask: number) => cipher - mask,
  },
] as const;

/** One known image gives the mask of all others. */
export const keystreamReuse: Attack = {
  id: "keystream-reuse",
  question: "Does one known image give the mask of every other image under the same nonce?",
  source: "the two-time pad; REFERENCE of the field: Alvarez and Li 2006, section 5",
  setting: "nonce-reused",
  needs: ["known images"],
  controls: { falls: "xor-reused", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const [known, unknown] = [randomImage(scene, random), randomImage(scene, random)];
    const knownCipher = (await oracle.encrypt(known)).image.data;
    const cipher = (await oracle.encrypt(unknown)).image.data;
    const shown = (await oracle.encrypt(scene)).image.data;
    // Which join it is, the first half tells; the other half is what counts.
    const half = known.data.length >> 1;
    const attempts = joins.map(({ name, mask, take }) => {
      const strip = (bytes: Uint8Array): Uint8Array =>
        bytes.map((byte, i) => take(byte, mask(knownCipher[i]!, known.data[i]!)));
      const guess = strip(cipher);
      return { name, strip, guess, right: sameBytes(guess, unknown.data) };
    });
    const rightInFirstHalf = ({ guess, right }: (typeof attempts)[number]): number =>
      right - sameBytes(guess, unknown.data, half);
    const best = attempts.reduce((a, b) => (rightInFirstHalf(b) > rightInFirstHalf(a) ? b : a));
    return {
      successes: sameBytes(best.guess, unknown.data, half),
      trials: unknown.data.length - half,
      chance: byteChance,
      sentence: `the mask taken off a known image (${best.name}) was taken off another`,
      recovered: withData(scene, best.strip(shown)),
    };
  },
};
