import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";

const [learned, told] = [256, 256];

/** Whether a byte has an odd number of ones. */
const odd = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) ones++;
  return ones & 1;
});

/** A sum of bits of a plain byte, and one of a cipher byte, that are equal, or differ, most often. */
interface Relation {
  readonly plain: number;
  readonly cipher: number;
  readonly differ: number;
}

/**
 * Where an image is so small that a scheme meets the same drawn byte in all its roles, they may cancel.
 * Known images of one byte give the sum of bits that shows most, and it is then read off unknown ones.
 */
export const oneByte: Attack = {
  id: "one-byte",
  question: "Does the cipher image of a single byte show a sum of its bits?",
  source:
    "an outsider on this project's own ciphers, November 2026: lowest bits of images of one byte",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "permutation-only", stands: "aes-256-ctr" },
  async run(oracle, { random, signal, onProgress }) {
    const pairs: (readonly [plain: number, cipher: number])[] = [];
    for (let i = 0; i < learned + told; i++) {
      signal?.throwIfAborted();
      const byte = random.below(256);
      pairs.push([byte, (await oracle.encrypt(pixel(byte))).image.data[0]!]);
      onProgress?.((i + 1) / (learned + told));
    }
    const { plain, cipher, differ } = strongest(pairs.slice(0, learned));
    const successes = pairs
      .slice(learned)
      .filter(([p, c]) => (odd[p & plain]! ^ odd[c & cipher]!) === differ).length;
    return {
      successes,
      trials: told,
      chance: 0.5,
      sentence: `the bits ${binary(plain)} of a byte were told from the bits ${binary(cipher)} of its cipher image in ${successes} of ${told} images of one pixel, after ${learned} known ones`,
    };
  },
};

function pixel(byte: number): Image {
  const data = Uint8Array.of(byte);
  return { width: 1, height: 1, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

function strongest(pairs: readonly (readonly [number, number])[]): Relation {
  let best: Relation = { plain: 1, cipher: 1, differ: 0 };
  let most = -1;
  for (let plain = 1; plain < 256; plain++)
    for (let cipher = 1; cipher < 256; cipher++) {
      let count = 0;
      for (const [p, c] of pairs) count += odd[p & plain]! ^ odd[c & cipher]!;
      const from = Math.abs(count - pairs.length / 2);
      if (from <= most) continue;
      most = from;
      best = { plain, cipher, differ: count > pairs.length / 2 ? 1 : 0 };
    }
  return best;
}

function binary(bits: number): string {
  return bits.toString(2).padStart(8, "0");
}
