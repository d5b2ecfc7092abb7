import {
  causalResidual,
  halfFeatures,
  halfRow,
  planeWidth,
  pool,
  pooledSteps,
} from "./convolution.ts";
import { generate } from "./generator.ts";
import { Lstm } from "./lstm.ts";
import { keyVectorBytes, type Geometry } from "../tiles/tile-engine.ts";
import type { KeyedTiles, TileNetwork } from "../tiles/tile-network.ts";
import type { HybridWeights } from "./weights.ts";

/** Steps without input after absorbing a tile, so that its last features reach every unit. */
const blankSteps = 3;
/** Steps before the first mask word. */
const warmUpSteps = 8;

export interface HybridOptions {
  /** Half-rounds a tile, 2 to 8. */
  readonly halfRounds: number;
  /** Bits of each initial state that the key fills, 16 to 256, or "all". The rest is zero. */
  readonly keyBits: number | "all";
  /** Leaves the features out of the masks: the ablation, and `keystream --frozen-features`. */
  readonly frozenFeatures: boolean;
}

export const defaultOptions: HybridOptions = {
  halfRounds: 2,
  keyBits: "all",
  frozenFeatures: false,
};

/** The three networks of a native key, in its order. */
const nets = ["encoder", "mask", "root"] as const;
type Net = (typeof nets)[number];

/**
 * The hybrid network on one tile: the readable definition (docs/hybrid-first.md; the
 * hybrid paper, section 4). A plane is the tile's words, 32 a row, zero outside the image.
 */
export class HybridNetwork implements TileNetwork {
  readonly weights: HybridWeights;
  readonly options: HybridOptions;
  /** Words of one initial state. */
  readonly stateWords: number;

  constructor(weights: HybridWeights, options: HybridOptions = defaultOptions) {
    const { halfRounds, keyBits } = options;
    if (!Number.isInteger(halfRounds) || halfRounds < 2 || halfRounds > 8) {
      throw new RangeError(`"halfRounds" expected an integer from 2 to 8, got ${halfRounds}`);
    }
    if (
      keyBits !== "all" &&
      !(Number.isInteger(keyBits) && keyBits % 16 === 0 && keyBits >= 16 && keyBits <= 256)
    ) {
      throw new RangeError(
        `"keyBits" expected a multiple of 16 from 16 to 256, or "all", got ${keyBits}`,
      );
    }
    this.weights = weights;
    this.options = options;
    this.stateWords = Math.max(1, weights.shape.lstmLayers) * 2 * weights.shape.units;
  }

  get halfRounds(): number {
    return this.options.halfRounds;
  }

  get digestWords(): number {
    return this.weights.shape.units;
  }

  lineRow(line: number, word: number, half: number): number {
    return halfRow(line, word, half);
  }

  keyed(key: Uint8Array): KeyedTiles {
    return {
      digestTile: (plane, tile) => this.digestTile(key, plane, tile),
      halfMask: (plane, round, tile, keyVector) =>
        this.halfMask(key, plane, round, tile, keyVector),
      root: (geometry) => {
        const all: number[] = [];
        return {
          absorb(digests) {
            for (const word of digests) all.push(word);
          },
          keyVector: () => this.root(key, geometry, Uint16Array.from(all)),
        };
      },
    };
  }

  /** h0 and c0 of three networks, 16 bits a word. */
  get nativeKeyBytes(): number {
    return nets.length * 2 * this.stateWords;
  }

  /** h0 then c0 (of each layer) of one network, as little-endian words of the native key. */
  #state(key: Uint8Array, net: Net): { state: Uint16Array; cell: Uint16Array } {
    const from = 2 * this.stateWords * nets.indexOf(net);
    const { keyBits } = this.options;
    const keyed = keyBits === "all" ? this.stateWords : keyBits / 16;
    const state = Uint16Array.from({ length: this.stateWords }, (_, i) =>
      i < keyed ? key[from + 2 * i]! | (key[from + 2 * i + 1]! << 8) : 0,
    );
    const { units } = this.weights.shape;
    // A view on c0 of the first layer, where tile numbers and the key vector are added.
    return { state, cell: state.subarray(units, 2 * units) };
  }

  /** What a tile leaves behind in the encoder: 32 words (`units` with an LSTM). */
  digestTile(key: Uint8Array, plane: Uint16Array, tile: number): Uint16Array {
    const { state, cell } = this.#state(key, "encoder");
    cell[0]! += tile & 0xffff;
    cell[1]! += tile >>> 16;
    return this.#absorb(
      state,
      causalResidual(plane, this.weights.convolution.causal),
      this.weights.shape.units,
    );
  }

  /** The key vector: the root network absorbs the digests of all tiles in order. */
  root(key: Uint8Array, { rowBytes, rows }: Geometry, digests: Uint16Array): Uint8Array {
    const { state, cell } = this.#state(key, "root");
    [rowBytes & 0xffff, rowBytes >>> 16, rows & 0xffff, rows >>> 16].forEach((word, i) => {
      cell[3 + i]! += word;
    });
    const words = this.#absorb(state, digests, keyVectorBytes / 2);
    return Uint8Array.from({ length: keyVectorBytes }, (_, i) => words[i >> 1]! >>> (8 * (i & 1)));
  }

  #absorb(state: Uint16Array, words: Uint16Array, length: number): Uint16Array {
    const { shape, encoder, generator } = this.weights;
    if (shape.lstmLayers === 0) {
      const lines = Array.from({ length: words.length / planeWidth }, (_, i) =>
        words.subarray(i * planeWidth, (i + 1) * planeWidth),
      );
      return generate(state, pool(lines), pooledSteps, generator).slice(0, length);
    }
    const lstm = new Lstm(encoder, state);
    absorb(lstm, words, shape.units);
    let out = new Int16Array();
    for (let i = 0; i < blankSteps; i++) out = lstm.step() as typeof out;
    return Uint16Array.from(out.subarray(0, length));
  }

  /**
   * The mask of one half of a tile: features of the other half are pooled and absorbed, then the
   * network runs on its own. @returns steps of 32 words; word u of step t belongs to row
   * `halfRow(t, u, half)`
   */
  halfMask(
    key: Uint8Array,
    plane: Uint16Array,
    round: number,
    tile: number,
    keyVector: Uint8Array,
  ): Uint16Array {
    const { shape, mask, convolution, generator } = this.weights;
    const { state, cell } = this.#state(key, "mask");
    cell[0]! += tile & 0xffff;
    cell[1]! += tile >>> 16;
    cell[2]! += round;
    const from = shape.units - keyVectorBytes / 2;
    for (let i = 0; i < keyVectorBytes / 2; i++)
      cell[from + i]! += keyVector[2 * i]! | (keyVector[2 * i + 1]! << 8);
    const steps = Math.ceil(plane.length / planeWidth / 2);
    const pooled = this.options.frozenFeatures
      ? new Uint16Array(pooledSteps * planeWidth)
      : pool(halfFeatures(plane, round & 1, convolution));
    if (shape.lstmLayers === 0) return generate(state, pooled, steps, generator);
    const lstm = new Lstm(mask, state);
    absorb(lstm, pooled, shape.units);
    for (let i = 0; i < warmUpSteps; i++) lstm.step();
    const out = new Uint16Array(steps * planeWidth);
    for (let i = 0; i < out.length; i += shape.units) {
      out.set(lstm.step().subarray(0, out.length - i), i);
    }
    return out;
  }
}

function absorb(lstm: Lstm, words: Uint16Array, units: number): void {
  for (let i = 0; i < words.length; i += units) {
    const input = new Int16Array(units);
    input.set(words.subarray(i, i + units));
    lstm.step(input);
  }
}
