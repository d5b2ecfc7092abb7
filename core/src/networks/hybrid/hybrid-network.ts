import { ConvolutionSequence } from "./convolution-sequence.ts";
import { deepen } from "./feature-layers.ts";
import { convolve, featureWords, kernelVectors, vectorWords } from "./keyed-convolution.ts";
import { LstmSequence } from "./lstm-sequence.ts";
import type { Sequence } from "./sequence.ts";
import { checkOptions, defaultOptions, type HybridOptions } from "./shape.ts";
import { keyVectorBytes, type Geometry, type Root } from "../tiles/tile-engine.ts";
import type { KeyedTiles, TileNetwork } from "../tiles/tile-network.ts";
import { halfLines, lineRow, lineWords } from "./tile.ts";
import type { HybridWeights } from "./weights.ts";

/** What a native key holds a state for, in its order. */
export const purposes = ["encoder", "mask", "root", "convolution"] as const;
type Purpose = (typeof purposes)[number];

/** Runs of the mask network that the kernels of the convolution are taken from, in turn. */
const kernelStreams = 8;
const lineVectors = lineWords / vectorWords;

/** The hybrid network: weights that everyone knows, waiting for a key. */
export class HybridNetwork implements TileNetwork {
  readonly weights: HybridWeights;
  readonly options: HybridOptions;
  readonly sequence: Sequence;

  constructor(weights: HybridWeights, options: HybridOptions = defaultOptions) {
    checkOptions(options);
    this.weights = weights;
    this.options = options;
    this.sequence =
      weights.shape.lstmLayers === 0
        ? new ConvolutionSequence(weights.generator)
        : new LstmSequence(weights);
  }

  get halfRounds(): number {
    return this.options.halfRounds;
  }

  get digestWords(): number {
    return this.sequence.digestWords;
  }

  lineRow(line: number, word: number, half: number): number {
    return lineRow(line, word, half);
  }

  /** Four states, 16 bits a word. */
  get nativeKeyBytes(): number {
    return purposes.length * 2 * this.sequence.stateWords;
  }

  /** @param key native key, `nativeKeyBytes` long */
  keyed(key: Uint8Array): KeyedNetwork {
    return new KeyedNetwork(this, key);
  }
}

/**
 * The hybrid network under a key, on one tile: the readable definition (docs/hybrid.md; the hybrid
 * paper, section 4). A plane is the tile's words, 32 a row, zero outside the image.
 */
export class KeyedNetwork implements KeyedTiles {
  readonly #network: HybridNetwork;
  readonly #key: Uint8Array;
  /** The kernels of the convolution, as the mask network makes them. */
  readonly #kernel: Int16Array;

  constructor(network: HybridNetwork, key: Uint8Array) {
    this.#network = network;
    this.#key = key;
    const vectors = kernelVectors(network.weights.shape.cnnChannels);
    this.#kernel = new Int16Array(vectors * vectorWords);
    const words = Math.ceil(vectors / (kernelStreams * lineVectors)) * lineWords;
    for (let stream = 0; stream < kernelStreams; stream++) {
      const { state, cell } = this.#state("convolution");
      cell[0]! += stream;
      const made = network.sequence.mask(state, this.#noFeatures(), words);
      for (let i = 0; i < words; i += vectorWords) {
        // Vectors q of step t of stream l follow each other in the order t, l, q.
        const step = Math.floor(i / lineWords);
        const vector =
          (step * kernelStreams + stream) * lineVectors + (i % lineWords) / vectorWords;
        if (vector < vectors)
          this.#kernel.set(made.subarray(i, i + vectorWords), vector * vectorWords);
      }
    }
  }

  /** Features of one half: the keyed convolution, and what a deeper CNN adds. */
  features(plane: Uint16Array, half: number): Uint16Array {
    const { shape, features } = this.#network.weights;
    return deepen(convolve(halfLines(plane, half), this.#kernel, shape.cnnChannels), features);
  }

  /** What a tile leaves behind in the encoder. */
  digestTile(plane: Uint16Array, tile: number): Uint16Array {
    const { state, cell } = this.#state("encoder");
    addNumber(cell, 0, tile);
    return this.#network.sequence.digest(state, [this.features(plane, 0), this.features(plane, 1)]);
  }

  /** The key vector: the root network absorbs the digests of all tiles in order. */
  root({ rowBytes, rows }: Geometry): Root {
    const { state, cell } = this.#state("root");
    addNumber(cell, 3, rowBytes);
    addNumber(cell, 5, rows);
    const root = this.#network.sequence.root(state);
    return {
      absorb: (digests) => root.absorb(digests),
      keyVector() {
        const words = root.end();
        return Uint8Array.from(
          { length: keyVectorBytes },
          (_, i) => words[i >> 1]! >>> (8 * (i & 1)),
        );
      },
    };
  }

  /**
   * The mask of one half of a tile: the network takes in the features of the other half, then runs on
   * its own. @returns lines of 32 words; word u of line t belongs to row `lineRow(t, u, half)`
   */
  halfMask(plane: Uint16Array, round: number, tile: number, keyVector: Uint8Array): Uint16Array {
    const { state, cell } = this.#state("mask");
    addNumber(cell, 0, tile);
    cell[2]! += round;
    const words = keyVectorBytes / 2;
    // Of 16 units the cells are those that tile and half-round stand in.
    const free = cell.length > words ? cell.subarray(-words) : state.subarray(0, words);
    for (let i = 0; i < words; i++) free[i]! += keyVector[2 * i]! | (keyVector[2 * i + 1]! << 8);
    const features = this.#network.options.frozenFeatures
      ? this.#noFeatures()
      : this.features(plane, (round & 1) ^ 1);
    const lines = Math.ceil(plane.length / lineWords / 2);
    return this.#network.sequence.mask(state, features, lines * lineWords);
  }

  #noFeatures(): Uint16Array {
    return new Uint16Array(featureWords(this.#network.weights.shape.cnnChannels));
  }

  /** h0 then c0 (of each layer) as little-endian words of the native key, and a view on the first c0. */
  #state(purpose: Purpose): { state: Uint16Array; cell: Uint16Array } {
    const { sequence, options } = this.#network;
    const from = 2 * sequence.stateWords * purposes.indexOf(purpose);
    const keyed = options.keyBits === "all" ? sequence.stateWords : options.keyBits / 16;
    const state = Uint16Array.from({ length: sequence.stateWords }, (_, i) =>
      i < keyed ? this.#key[from + 2 * i]! | (this.#key[from + 2 * i + 1]! << 8) : 0,
    );
    const units = Math.min(this.#network.weights.shape.units, sequence.stateWords / 2);
    return { state, cell: state.subarray(units, 2 * units) };
  }
}

function addNumber(cell: Uint16Array, at: number, number: number): void {
  cell[at]! += number & 0xffff;
  cell[at + 1]! += number >>> 16;
}
