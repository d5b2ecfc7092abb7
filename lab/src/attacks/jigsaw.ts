import { drawScene } from "../datasets/scene.ts";
import { assembleBlocks } from "./assemble-blocks.ts";
import type { Attack } from "./attack.ts";
import {
  blockSide,
  blockVariants,
  canonical,
  fromBlocks,
  toBlocks,
  varied,
  type BlockGrid,
} from "./block-variants.ts";
import { sameBytes, withData } from "./random-image.ts";
import { wholeBlocks } from "./whole-blocks.ts";

/** Width and height of the picture that counts, in pixels. */
const side = 64;
const evenings = 2 ** 16;

/** Blocks whose edges fit are put together again, from the cipher image alone. */
export const jigsaw: Attack = {
  id: "jigsaw",
  question: "Can the cipher image be put together again, as a jigsaw puzzle?",
  source:
    "Chuman, Kurihara, Kiya 2018: jigsaw puzzle solvers on encryption then compression; the greedy placement after Pomeranz, Shemesh, Ben-Shahar 2011 and Gallagher 2012",
  setting: "as-used",
  needs: [],
  controls: { falls: "block-scrambling", stands: "aes-256-ctr" },
  async run(oracle, { scene, random }) {
    const solve = async (image: typeof scene): Promise<BlockGrid> =>
      assembleBlocks(toBlocks((await oracle.encrypt(image)).image), blockVariants(image.channels));
    const unknown = drawScene(random.below(evenings), side);
    const truth = toBlocks(unknown);
    const pairs = new Set(neighbours(truth));
    const found = neighbours(await solve(unknown)).filter((pair) => pairs.has(pair)).length;
    const picture = wholeBlocks(scene, blockSide);
    return {
      successes: found,
      trials: 2 * truth.across * truth.down - truth.across - truth.down,
      // Of a given block, one of the others is its neighbour: more than guessing gives, since blocks are turned, too.
      chance: 1 / (truth.blocks.length - 1),
      sentence: `${found} pairs of neighbours among ${truth.blocks.length} blocks of 8 x 8 pixels were put side by side as they had been`,
      recovered: turnedLike(picture, await solve(picture)),
    };
  },
};

/** Pairs of blocks side by side, however the picture as a whole is turned. */
function neighbours({ across, down, channels, blocks }: BlockGrid): string[] {
  const lying = blockVariants(channels, 2 * blockSide, blockSide);
  const standing = blockVariants(channels, blockSide, 2 * blockSide);
  const found: string[] = [];
  for (const [i, block] of blocks.entries()) {
    if (i % across < across - 1) {
      const pair = { across: 2, down: 1, channels, blocks: [block, blocks[i + 1]!] };
      found.push(canonical(fromBlocks(pair), lying));
    }
    if (i < across * (down - 1)) {
      const pair = { across: 1, down: 2, channels, blocks: [block, blocks[i + across]!] };
      found.push(canonical(fromBlocks(pair), standing));
    }
  }
  return found;
}

/** As a person would turn it to look at it. */
function turnedLike(picture: Parameters<typeof withData>[0], grid: BlockGrid) {
  const [width, height] = [grid.across * blockSide, grid.down * blockSide];
  const data = fromBlocks(grid);
  const views = blockVariants(grid.channels, width, height).map((variant) => {
    const [w, h] = variant.transposes ? [height, width] : [width, height];
    return withData({ ...picture, width: w, height: h, bits: 8 }, varied(data, variant));
  });
  const alike = ({ data: view }: { data: Uint8Array }): number => sameBytes(view, picture.data);
  return views.reduce((a, b) => (alike(b) > alike(a) ? b : a));
}
