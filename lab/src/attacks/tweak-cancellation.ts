import { activate } from "neuroveil/internal/hybrid-first";
import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import type { Attack } from "./attack.ts";
import {
  columns,
  crossMatrix,
  crossSums,
  firstHybrid,
  half,
  inverseActivate,
  placeTile,
  publicTaps,
  randomWords,
  rows,
  threeTaps,
  words,
  eachWord,
  type Taps,
} from "./hybrid-tile.ts";
import type { Oracle } from "./oracle.ts";
import { byteChance } from "./random-image.ts";
import { solveModulo } from "./solve-modulo.ts";

/** Tile numbers apart: the features of every half meet modulo 4, so that nothing smaller cancels. */
const apart = 4;
const images = 20;

/**
 * A tile number that meets chosen input in one sum (docs/hybrid-first.md, "How it falls", 1). Words of half 1
 * are chosen so that the pooled features differ by what the tile numbers differ by; then both tiles
 * have the same mask on half 0, and the chosen one gives it away.
 */
export const tweakCancellation: Attack = {
  id: "tweak-cancellation",
  question: "Can chosen content make up for another tile number, so that two tiles share a mask?",
  source: "finding 1 on this project's first hybrid cipher, November 2026; docs/hybrid-first.md",
  setting: "as-used",
  needs: ["chosen images"],
  controls: { falls: firstHybrid, stands: "hybrid" },
  inapplicable: ({ tileRows }: Cipher) =>
    tileRows === 0 ? "it has no tiles that are numbered" : undefined,
  async run(oracle, { scene, random, onProgress }) {
    const taps = await publicTaps();
    let successes = 0;
    for (let image = 0; image < images; image++) {
      successes += countSame(await recover(oracle, taps, randomWords(random)));
      onProgress?.((image + 1) / images);
    }
    return {
      successes,
      trials: images * 2 * words,
      chance: byteChance,
      sentence: `in each of ${images} images a chosen tile was to have the mask of a tile whose half was unknown`,
      recovered: await recoverScene(oracle, taps, scene),
    };
  },
};

interface Recovered {
  readonly true: Uint8Array;
  readonly found: Uint8Array;
}

/** One image of five tiles: the first holds what is unknown, the last is chosen. */
async function recover(oracle: Oracle, taps: Taps, victim: Uint16Array): Promise<Recovered> {
  const chosen = chosenTile(taps, victim);
  const width = (apart + 1) * 2 * columns;
  const data = new Uint8Array(width * rows);
  placeTile(data, width, 0, victim);
  placeTile(data, width, apart, chosen);
  const plain: Image = {
    width,
    height: rows,
    channels: 1,
    bits: 8,
    colour: "gray",
    data,
    metadata: {},
  };
  const cipher = (await oracle.encrypt(plain)).image.data;
  const found = new Uint8Array(2 * words);
  const truth = new Uint8Array(2 * words);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (half(row, column) !== 0) continue;
      for (const byte of [0, 1]) {
        const at = row * width + 2 * column + byte;
        const other = at + apart * 2 * columns;
        found[next] = cipher[at]! - (cipher[other]! - data[other]!);
        truth[next++] = data[at]!;
      }
    }
  }
  return { true: truth, found };
}

function countSame({ true: truth, found }: Recovered): number {
  return found.filter((byte, i) => byte === truth[i]).length;
}

/** A tile with zeros as half 0 and, as half 1, words with features that make up for the tile number. */
function chosenTile(taps: Taps, victim: Uint16Array): Uint16Array {
  const sums = crossSums(taps, victim);
  const wanted = sums.slice();
  // Of the first step alone; the tile number is added to unit 0.
  const line = [...sums.subarray(0, columns)].map(activate);
  const right = new Uint32Array(columns);
  right[0] = apart;
  const change = solveModulo(threeTaps(taps), right, 16);
  if (change === undefined) throw new Error("expected features that can be changed by 4");
  for (let u = 0; u < columns; u++) wanted[u] = inverseActivate((line[u]! + change[u]!) & 0xffff);
  const solved = solveModulo(crossMatrix(taps), Uint32Array.from(wanted), 16);
  if (solved === undefined) throw new Error("expected words for any sums");
  const tile = new Uint16Array(columns * rows);
  eachWord(1, (index, number) => (tile[index] = solved[number]!));
  return tile;
}

/** Half of every strip of the scene, recovered while the other half is known; what is known is gray. */
async function recoverScene(oracle: Oracle, taps: Taps, scene: Image): Promise<Image> {
  const stride = scene.data.length / scene.height;
  const data = new Uint8Array(scene.data.length).fill(128);
  for (let top = 0; top + rows <= scene.height; top += rows) {
    for (let left = 0; left + 2 * columns <= stride; left += 2 * columns) {
      const at = (index: number): number =>
        (top + Math.floor(index / columns)) * stride + left + 2 * (index % columns);
      const victim = Uint16Array.from(
        { length: columns * rows },
        (_, i) => scene.data[at(i)]! | (scene.data[at(i) + 1]! << 8),
      );
      const { found } = await recover(oracle, taps, victim);
      let next = 0;
      for (let index = 0; index < columns * rows; index++) {
        if (half(Math.floor(index / columns), index % columns) !== 0) continue;
        data.set(found.subarray(next, next + 2), at(index));
        next += 2;
      }
    }
  }
  const { width, height, channels, bits, colour } = scene;
  return { width, height, channels, bits, colour, data, metadata: {} };
}
