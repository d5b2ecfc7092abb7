import { drawGrayScene } from "../datasets/scene.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import type { Attack } from "./attack.ts";

/** Width and height of the pictures, in pixels. */
const side = 48;
const pictures = 60;
const evenings = 2 ** 16;
/** Upper bits of a byte that are looked at: 256 cells for 2,304 pairs. */
const bits = 4;

/** What a sample of the cipher image tells about the one in its place. */
export const mutualInformation: Attack = {
  id: "mutual-information",
  question: "Does a sample of the cipher image tell anything about the plain one in its place?",
  source:
    "mutual information of plain and cipher samples (Shannon 1949), less its bias, which pairs that do not belong together show",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "learnable-pixels", stands: "aes-256-ctr" },
  async run(oracle, { random, signal, onProgress }) {
    const gains: number[] = [];
    for (let i = 0; i < pictures; i++) {
      signal?.throwIfAborted();
      const plain = drawGrayScene(random.below(evenings), side);
      const cipher = (await oracle.encrypt(plain)).image.data;
      const shift = 1 + random.below(cipher.length - 1);
      const apart = cipher.map((_, at) => cipher[(at + shift) % cipher.length]!);
      gains.push(information(plain.data, cipher) - information(plain.data, apart));
      onProgress?.((i + 1) / pictures);
    }
    const { value, low, high } = meanInterval(gains, 0.99);
    const text = (value: number): string => value.toFixed(4);
    return {
      successes: gains.filter((gain) => gain > 0).length,
      trials: pictures,
      chance: 0.5,
      sentence: `in ${pictures} pictures a sample told ${text(value)} bits about the plain one in its place more than about another (99%: ${text(low)} to ${text(high)}; upper ${bits} bits)`,
    };
  },
};

/** Of the upper bits, in bits; too high by about as much whatever is paired. */
function information(first: Uint8Array, second: Uint8Array): number {
  const levels = 1 << bits;
  const joint = new Float64Array(levels * levels);
  const [ofFirst, ofSecond] = [new Float64Array(levels), new Float64Array(levels)];
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i]! >> (8 - bits), second[i]! >> (8 - bits)];
    joint[a * levels + b]!++;
    ofFirst[a]!++;
    ofSecond[b]!++;
  }
  let sum = 0;
  for (const [i, count] of joint.entries())
    if (count > 0)
      sum +=
        count *
        Math.log2(
          (count * first.length) / ofFirst[Math.floor(i / levels)]! / ofSecond[i % levels]!,
        );
  return sum / first.length;
}
