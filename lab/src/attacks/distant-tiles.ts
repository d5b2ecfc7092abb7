import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import { byteChance } from "./random-image.ts";

/** Bytes of a tile's row, and tiles: one row of black, so that every tile has the same features. */
const tileBytes = 64;
const tiles = 3 << 15;
/** Between tiles that are compared: neighbours, and numbers that differ in one upper bit. */
const distances = [1, 1 << 15, 1 << 16];
const pairs = 1 << 15;

/** Masks of tiles that only their number tells apart, far from each other. */
export const distantTiles: Attack = {
  id: "distant-tiles",
  question: "Do equal tiles at certain distances have cipher images that are related?",
  source:
    "a tile number that is absorbed modulo a power of two; looked for in this project's first hybrid",
  setting: "as-used",
  needs: ["known images"],
  controls: { falls: "aes-256-ecb", stands: "aes-256-ctr" },
  inapplicable: ({ lossless }) => (lossless ? undefined : "it is lossy"),
  async run(oracle) {
    const { data } = (await oracle.encrypt(black())).image;
    const found = distances.map((distance) => mostFrequent(data, distance));
    const best = found.reduce((a, b) => (b.learned > a.learned ? b : a));
    return {
      successes: best.again,
      trials: pairs / 2,
      chance: byteChance,
      sentence: `in ${tiles} tiles of black, those ${best.distance} apart had the difference that was most frequent in one half of them ${best.again} times in the other`,
    };
  },
};

function black(): Image {
  const width = tiles * tileBytes;
  const data = new Uint8Array(width);
  return { width, height: 1, channels: 1, bits: 8, colour: "gray", data, metadata: {} };
}

interface Found {
  readonly distance: number;
  /** How often the most frequent difference at any place is there in the first half. */
  readonly learned: number;
  /** And in the second. */
  readonly again: number;
}

function mostFrequent(data: Uint8Array, distance: number): Found {
  const count = (first: number, end: number): Uint32Array => {
    const counts = new Uint32Array(tileBytes * 256);
    for (let tile = first; tile < end; tile++)
      for (let place = 0; place < tileBytes; place++) {
        const at = tile * tileBytes + place;
        counts[place * 256 + ((data[at + distance * tileBytes]! - data[at]!) & 255)]!++;
      }
    return counts;
  };
  const learned = count(0, pairs / 2);
  const cell = learned.reduce((best, n, i) => (n > learned[best]! ? i : best), 0);
  return { distance, learned: learned[cell]!, again: count(pairs / 2, pairs)[cell]! };
}
