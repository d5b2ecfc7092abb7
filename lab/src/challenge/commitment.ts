import type { Image } from "neuroveil/image";
import { fromHex, sha256Hex, toHex } from "neuroveil/internal/bytes";

/** Width and height of the blocks that an answer is judged by, in pixels. */
const blockSide = 16;

/** What binds a challenge to its picture and tells nothing about it. */
export interface Commitment {
  /** 32 random bytes, in hex. */
  readonly salt: string;
  /** SHA-256, in hex, of the salt, the block's number (four bytes, big-endian) and its samples, row by row. */
  readonly blocks: readonly string[];
}

/**
 * Commits to every block of a gray image. Blocks must hold more than anybody can try: what is
 * published can be checked against guesses.
 */
export async function commit(image: Image, salt: Uint8Array): Promise<Commitment> {
  const blocks = await Promise.all(
    blocksOf(image).map(async (samples, number) => {
      const place = new Uint8Array(4);
      new DataView(place.buffer).setUint32(0, number);
      return await sha256Hex(Uint8Array.of(...salt, ...place, ...samples));
    }),
  );
  return { salt: toHex(salt), blocks };
}

/** How many blocks of an answer are those that a commitment is to. */
export async function rightBlocks(answer: Image, { salt, blocks }: Commitment): Promise<number> {
  const bytes = fromHex(salt, 32, "a salt");
  const found = await commit(answer, bytes);
  return found.blocks.filter((block, i) => block === blocks[i]).length;
}

function blocksOf({ width, height, data }: Image): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let top = 0; top + blockSide <= height; top += blockSide)
    for (let left = 0; left + blockSide <= width; left += blockSide) {
      const block = new Uint8Array(blockSide * blockSide);
      for (let y = 0; y < blockSide; y++) {
        const at = (top + y) * width + left;
        block.set(data.subarray(at, at + blockSide), y * blockSide);
      }
      blocks.push(block);
    }
  return blocks;
}
