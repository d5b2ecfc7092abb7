import { HybridNetwork, readWeights, seedWeights } from "neuroveil/internal/networks";
import { idealImages, next } from "../ideal-images.ts";
import type { ByteSource } from "./feed.ts";

/** Words of a line of a mask. */
const lineWords = 32;
/** Lines that are made between two pieces. */
const pieceLines = 2 ** 14;

async function sequence(): Promise<HybridNetwork["sequence"]> {
  const network = new HybridNetwork(readWeights(await seedWeights("neuroveil hybrid 2")));
  return network.sequence;
}

/** Words of the AES-256-CTR keystream of a fixed key: a state as a key would give it. */
function randomWords(seed: number, words: number): Uint16Array {
  return new Uint16Array(next(idealImages(seed, { width: 2 * words, height: 1 })).data.buffer);
}

/**
 * The first line of the masks of states that differ in a counter, as tiles do in their numbers, by the
 * reference: what mixes one from the next are eight blank steps.
 */
export function counterStates(seed: number): ByteSource {
  return async function* (bytes) {
    const lstm = await sequence();
    const { stateWords } = lstm;
    const start = randomWords(seed, stateWords);
    const noFeatures = new Uint16Array(stateWords);
    const cell = stateWords / 2;
    for (let first = 0; 2 * lineWords * first < bytes; first += pieceLines) {
      const piece = new Uint16Array(pieceLines * lineWords);
      for (let i = 0; i < pieceLines; i++) {
        const state = start.slice();
        state[cell]! += first + i;
        state[cell + 1]! += (first + i) >>> 16;
        piece.set(lstm.mask(state, noFeatures, lineWords), i * lineWords);
      }
      yield new Uint8Array(piece.buffer);
    }
  };
}

/** The mask of one state, run on far beyond the 128 lines of a tile's half, by the reference. */
export function oneState(seed: number): ByteSource {
  return async function* (bytes) {
    const lstm = await sequence();
    const { stateWords } = lstm;
    const words = lstm.mask(
      randomWords(seed, stateWords),
      new Uint16Array(stateWords),
      Math.ceil(bytes / 2),
    );
    yield new Uint8Array(words.buffer);
  };
}
