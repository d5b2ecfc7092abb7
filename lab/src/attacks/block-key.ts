import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import {
  blockSide,
  blockVariants,
  canonical,
  fromBlocks,
  toBlocks,
  varied,
} from "./block-variants.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";
import { wholeBlocks } from "./whole-blocks.ts";

/** What a block is, but for the way it lies, stays: a known image tells where each went and how. */
export const blockKey: Attack = {
  id: "block-key",
  question: "Does one known image tell where every block went, and how it was turned?",
  source:
    "known plaintext against encryption then compression, whose key serves many images; the cipher is that of Kurihara, Shiota, Kiya 2015",
  setting: "nonce-reused",
  needs: ["known images"],
  controls: { falls: "block-scrambling", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const picture = wholeBlocks(scene, blockSide);
    const variants = blockVariants(picture.channels);
    const encrypt = async (image: Image) => toBlocks((await oracle.encrypt(image)).image);
    const known = randomImage(picture, random);
    const plain = toBlocks(known);
    const numbers = new Map(plain.blocks.map((block, i) => [canonical(block, variants), i]));
    const moves = (await encrypt(known)).blocks.map((block) => {
      const to = numbers.get(canonical(block, variants));
      if (to === undefined) return undefined;
      const target = plain.blocks[to]!;
      return {
        to,
        variant: variants.find((each) => sameBytes(varied(block, each), target) === target.length)!,
      };
    });
    const open = async (image: Image): Promise<Uint8Array> => {
      const grid = await encrypt(image);
      // A block that went nowhere is left as a guess.
      const blocks = [...grid.blocks];
      for (const [i, move] of moves.entries())
        if (move !== undefined) blocks[move.to] = varied(grid.blocks[i]!, move.variant);
      return fromBlocks({ ...grid, blocks });
    };
    const unknown = randomImage(picture, random);
    return {
      successes: sameBytes(await open(unknown), unknown.data),
      trials: unknown.data.length,
      chance: byteChance,
      sentence: `of ${plain.blocks.length} blocks of 8 x 8 pixels of a known image, ${moves.filter((move) => move !== undefined).length} were found again; another was put together in the same way`,
      recovered: withData(picture, await open(picture)),
    };
  },
};
