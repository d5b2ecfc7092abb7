import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { byteChance, sameBytes, withData } from "./random-image.ts";
import { solveBits } from "./solve-bits.ts";
import { wholeBlocks } from "./whole-blocks.ts";

const side = 4;
const unknownRows = 4;
/** Known blocks beyond as many as a block has bits. */
const spare = 32;

/** One affine map for all blocks is solved for by the known ones among them. */
export const blockRegression: Attack = {
  id: "block-regression",
  question: "Is every block of 4 x 4 pixels encrypted by one affine map, which known blocks give?",
  source:
    "regression on pairs of blocks, after Chang and Case 2020 on the learnable encryption of Tanaka 2018; over GF(2), so that it is exact",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "learnable-blocks", stands: "aes-256-ctr" },
  async run(oracle, { scene, random }) {
    const picture = wholeBlocks(scene, side);
    const { width, channels } = picture;
    const across = width / side;
    const bits = 8 * side * side * channels;
    const knownRows = Math.ceil((bits + spare) / across);
    // Above stands the attacker's content, then what counts, then the scene.
    const noise = Uint8Array.from(
      { length: (knownRows + unknownRows) * side * width * channels },
      () => random.below(256),
    );
    const data = Uint8Array.of(...noise, ...picture.data);
    const image: Image = withData({ ...picture, height: data.length / width / channels }, data);
    const plain = blocksOf(image);
    const cipher = blocksOf((await oracle.encrypt(image)).image);
    const known = knownRows * across;
    const decrypt = solveBits(cipher.slice(0, known), plain.slice(0, known));
    const opened = cipher.map(decrypt);
    const end = known + unknownRows * across;
    let right = 0;
    for (let i = known; i < end; i++) right += sameBytes(opened[i]!, plain[i]!);
    return {
      successes: right,
      trials: (unknownRows * across * bits) / 8,
      chance: byteChance,
      sentence: `${known} known blocks of 4 x 4 pixels gave a system for the ${bits} bits of a block, which was solved for ${unknownRows * across} unknown ones of the same image`,
      recovered: withData(picture, joined(opened.slice(end), picture)),
    };
  },
};

function blocksOf({ width, height, channels, data }: Image): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side) {
      const block = new Uint8Array(side * side * channels);
      for (let y = 0; y < side; y++) {
        const at = ((top + y) * width + left) * channels;
        block.set(data.subarray(at, at + side * channels), y * side * channels);
      }
      blocks.push(block);
    }
  return blocks;
}

function joined(blocks: readonly Uint8Array[], { width, channels, data }: Image): Uint8Array {
  const whole = new Uint8Array(data.length);
  const across = width / side;
  for (const [i, block] of blocks.entries())
    for (let y = 0; y < side; y++) {
      const [left, top] = [(i % across) * side, Math.floor(i / across) * side];
      const row = block.subarray(y * side * channels, (y + 1) * side * channels);
      whole.set(row, ((top + y) * width + left) * channels);
    }
  return whole;
}
