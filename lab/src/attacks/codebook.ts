import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { byteChance } from "./random-image.ts";

/** Bytes a block, and a row: every row of the image is one block of one value. */
const block = 16;
const values = 256;
const unknown = 512;

/** A block that is encrypted alike wherever it stands is read off a book of chosen blocks. */
export const codebook: Attack = {
  id: "codebook",
  question:
    "Do equal blocks in one image encrypt alike, so that chosen ones are a book to read others?",
  source:
    "the electronic codebook: NIST SP 800-38A, 6.1; codebook attacks on block-wise image ciphers",
  setting: "as-used",
  needs: ["chosen images"],
  controls: { falls: "aes-256-ecb", stands: "aes-256-ctr" },
  async run(oracle, { random }) {
    // Above stands the attacker's content, one row for every value; below somebody else's.
    const hidden = Array.from({ length: unknown }, () => random.below(values));
    const rows = [...Array.from({ length: values }, (_, i) => i), ...hidden];
    const data = Uint8Array.from(rows.flatMap((value) => Array<number>(block).fill(value)));
    const shape = { width: block, height: rows.length, channels: 1, bits: 8 } as const;
    const image: Image = { ...shape, colour: "gray", data, metadata: {} };
    const cipher = (await oracle.encrypt(image)).image.data;
    const read = (row: number): string => cipher.subarray(row * block, (row + 1) * block).join();
    const book = new Map(Array.from({ length: values }, (_, value) => [read(value), value]));
    // Where the book has nothing, a guess.
    const successes = hidden.filter(
      (value, i) => (book.get(read(values + i)) ?? random.below(values)) === value,
    ).length;
    return {
      successes,
      trials: unknown,
      chance: byteChance,
      sentence: `${values} chosen rows of ${block} bytes in the same image were compared with ${unknown} unknown ones`,
    };
  },
};
