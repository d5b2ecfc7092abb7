import { roundVariants, type Cipher } from "neuroveil/ciphers";
import type { Random } from "../random/random.ts";
import type { Attack, Evidence } from "./attack.ts";
import { byteChance } from "./random-image.ts";
import { randomKey } from "./random-key.ts";
import { verdict } from "./run-attack.ts";

/** 256 bytes: what takes longest to spread is not there, so that what is left is the rounds' own. */
const side = 16;
const size = side * side;
/** Pairs in which the most frequent difference is looked for, and as many in which it is counted. */
const pairs = 512;
/** Of a number of rounds that is called distinguished on the way. */
const level = 1e-5;

/** A difference that comes back, in as many rounds as it does; the rest of them is the margin. */
export const reducedRounds: Attack = {
  id: "reduced-rounds",
  question: "After how many rounds does a changed byte no longer show a preferred difference?",
  source:
    "differential cryptanalysis (Biham and Shamir 1991), a byte at a time and learned from pairs",
  setting: "laboratory",
  needs: ["chosen images", "bare parts"],
  controls: { falls: "conv-single", stands: "conv-multi" },
  inapplicable: ({ id }) => (id in roundVariants ? undefined : "its rounds are no parameter"),
  async run({ cipher }, { random, signal, onProgress }) {
    const { rounds, of } = roundVariants[cipher.id]!;
    let passed = 1;
    while (passed < rounds) {
      const found = await difference(of(passed), random, signal);
      if (!verdict(found, level).broken) break;
      onProgress?.(passed / rounds);
      passed++;
    }
    const whole = await difference(cipher, random, signal);
    return {
      ...whole,
      sentence: `the most frequent difference of ${pairs} pairs came back ${whole.successes} times in ${pairs} others after all ${rounds} rounds${
        rounds === 1
          ? ""
          : `; ${passed} are the first that pass, a margin of ${rounds - passed} against this test`
      }`,
    };
  },
};

type Count = Omit<Evidence, "sentence">;

/** How often the difference that is most frequent at any place comes back in other pairs. */
async function difference(
  cipher: Cipher,
  random: Random,
  signal: AbortSignal | undefined,
): Promise<Count> {
  const key = randomKey(cipher, random);
  const place = random.below(size);
  const encrypt = async (data: Uint8Array): Promise<Uint8Array> => {
    const copy = data.slice();
    const raster = { width: side, height: side, channels: 1, bytesPerSample: 1 } as const;
    await cipher.encrypt({ ...raster, data: copy }, key, { threads: 1 });
    return copy;
  };
  const learned = new Uint32Array(size * 256);
  const again = new Uint32Array(size * 256);
  for (let pair = 0; pair < 2 * pairs; pair++) {
    signal?.throwIfAborted();
    const plain = Uint8Array.from({ length: size }, () => random.below(256));
    const other = plain.slice();
    other[place]! += 1;
    const [a, b] = [await encrypt(plain), await encrypt(other)];
    const counts = pair < pairs ? learned : again;
    for (let at = 0; at < size; at++) counts[256 * at + ((b[at]! - a[at]!) & 255)]!++;
  }
  const cell = learned.reduce((best, n, i) => (n > learned[best]! ? i : best), 0);
  return { successes: again[cell]!, trials: pairs, chance: byteChance };
}
