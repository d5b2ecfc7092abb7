import type { Image } from "neuroveil/image";
import type { Random } from "../random/random.ts";
import type { Attack } from "./attack.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance, randomImage, sameBytes, withData } from "./random-image.ts";

/** Bytes that belong to one half of a tile before the other follows (docs/hybrid.md, "Image to tiles"). */
const cellBytes = 16;

/** Two half-rounds, opened unverified: three altered copies give every tile. */
export const exchangedHalves: Attack = {
  id: "exchanged-halves",
  question: "Do three altered copies, half of each tile changed, tell what both halves were?",
  source:
    'chosen cipher images against a Feistel network of two rounds (Luby and Rackoff 1988); docs/hybrid.md, "What would break it"',
  setting: "unverified",
  needs: ["chosen cipher images"],
  controls: { falls: "hybrid", stands: "conv-multi" },
  async run(oracle, { scene, random }) {
    const unknown = randomImage(scene, random);
    const found = await bothHalves(oracle, unknown, random);
    const shown = await bothHalves(oracle, scene, random);
    return {
      successes: found === undefined ? 0 : sameBytes(found, unknown.data),
      trials: unknown.data.length,
      chance: byteChance,
      sentence:
        found === undefined
          ? "altered copies were refused"
          : "three altered copies of a cipher image were opened, and the masks of both halves of its tiles taken off them",
      ...(shown !== undefined && { recovered: withData(scene, shown) }),
    };
  },
};

/** @returns undefined where the reader refuses */
async function bothHalves(
  oracle: Oracle,
  target: Image,
  random: Random,
): Promise<Uint8Array | undefined> {
  const cipher = await oracle.encrypt(target);
  const { data } = cipher.image;
  const rowBytes = data.length / target.height;
  const isSecond = (at: number): boolean =>
    ((Math.floor(at / rowBytes) + Math.floor((at % rowBytes) / cellBytes)) & 1) === 1;
  const noise = (): number => random.below(256);
  const open = async (altered: Uint8Array): Promise<Uint8Array | undefined> =>
    (await oracle.open(cipher, altered))?.data;

  // The second half of the result is what was sent less a mask that depends on the first alone.
  const one = data.map((byte, at) => (isSecond(at) ? noise() : byte));
  const first = await open(one);
  // Another first half, and its mask for the second.
  const two = data.map((byte, at) => (isSecond(at) ? byte : noise()));
  const second = first && (await open(two));
  if (second === undefined) return undefined;
  const plain = data.map((byte, at) => byte - one[at]! + first![at]!);
  // Under it the right second half, whose mask is then that of the target's first half.
  const three = two.map((byte, at) => (isSecond(at) ? plain[at]! + byte - second[at]! : byte));
  const third = await open(three);
  return third?.map((byte, at) => (isSecond(at) ? plain[at]! : data[at]! - three[at]! + byte));
}
