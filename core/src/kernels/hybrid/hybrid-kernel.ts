import type { ButterflyWeights } from "../../networks/hybrid/butterfly-lstm.ts";
import { defaultShape } from "../../networks/hybrid/shape.ts";
import type { HybridWeights } from "../../networks/hybrid/weights.ts";
import {
  keyVectorBytes,
  tileBytes,
  type Block,
  type Digested,
  type Geometry,
  type Root,
  type TileEngine,
} from "../../networks/tiles/tile-engine.ts";
import { copyBytes } from "../../bytes/shared-memory.ts";
import {
  DIGESTS,
  ENCODER,
  FEATURE_BYTES,
  FEATURES_1,
  KEY,
  KEY_VECTOR,
  MASK,
  ONES,
  STAGE,
  STAGE_TILES,
} from "./layout.ts";
import { hybridModule } from "./module.ts";

/** Tiles in lanes side by side. */
const lanes = 8;
const groupBytes = lanes * tileBytes;
const digestWords = 32;

interface Exports {
  readonly memory: WebAssembly.Memory;
  expand(): void;
  digest(width: number, pitch: number, rows: number, tile: number): void;
  encrypt(
    width: number,
    pitch: number,
    rows: number,
    tile: number,
    known: number,
    frozen: number,
  ): void;
  decrypt(width: number, pitch: number, rows: number, tile: number, frozen: number): void;
  rootBegin(rowBytes: number, rows: number): void;
  rootAbsorb(tiles: number): void;
  rootEnd(): void;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Whether this engine can run WebAssembly SIMD. */
export function kernelAvailable(): boolean {
  return hybridModule() !== undefined;
}

/** The hybrid cipher of the default shape in WebAssembly SIMD, eight tiles at a time. */
export class HybridKernel implements TileEngine {
  readonly #exports: Exports;
  readonly #memory: Uint8Array;
  readonly #frozen: number;
  /** The key whose kernels of the convolution stand in memory. */
  #expanded: Uint8Array | undefined;

  private constructor(exports: Exports, frozenFeatures: boolean) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#frozen = frozenFeatures ? 1 : 0;
  }

  /**
   * @param module default: the fastest that runs here
   * @throws RangeError when the weights have another shape than the default
   */
  static async create(
    weights: HybridWeights,
    frozenFeatures = false,
    module?: Uint8Array<ArrayBuffer>,
  ): Promise<HybridKernel> {
    if (JSON.stringify(weights.shape) !== JSON.stringify(defaultShape)) {
      throw new RangeError(
        `the kernel serves the shape ${JSON.stringify(defaultShape)}, got ${JSON.stringify(weights.shape)}`,
      );
    }
    const ready = module
      ? WebAssembly.compile(module)
      : (compiled ??= WebAssembly.compile(hybridModule()!));
    const { exports } = await WebAssembly.instantiate(await ready, {
      env: { abort: kernelAbort },
    });
    const kernel = new HybridKernel(exports as unknown as Exports, frozenFeatures);
    kernel.#load(weights);
    return kernel;
  }

  #load({ encoder, mask }: HybridWeights): void {
    const words = new Uint16Array(this.#memory.buffer);
    writeNetwork(words, mask, MASK);
    writeNetwork(words, encoder, ENCODER);
    words.fill(1, ONES / 2, ONES / 2 + lanes);
  }

  digest(key: Uint8Array, block: Block): Digested {
    this.#use(key);
    const staged = this.#stageIn(block);
    this.#exports.digest(block.width, staged, block.rows, block.firstTile);
    return { digests: this.#digests(block), features: this.#features(block).slice() };
  }

  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array, features?: Uint8Array): void {
    this.#use(key);
    this.#memory.set(keyVector, KEY_VECTOR);
    const staged = this.#stageIn(block);
    if (features) this.#features(block).set(features);
    const known = features ? 1 : 0;
    const { width, rows, firstTile } = block;
    this.#exports.encrypt(width, staged, rows, firstTile, known, this.#frozen);
    this.#stageOut(block, staged);
  }

  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Uint16Array {
    this.#use(key);
    this.#memory.set(keyVector, KEY_VECTOR);
    const staged = this.#stageIn(block);
    this.#exports.decrypt(block.width, staged, block.rows, block.firstTile, this.#frozen);
    this.#stageOut(block, staged);
    return this.#digests(block);
  }

  root(key: Uint8Array, { rowBytes, rows }: Geometry): Root {
    this.#use(key);
    this.#exports.rootBegin(rowBytes, rows);
    const words = new Uint16Array(this.#memory.buffer, DIGESTS, STAGE_TILES * digestWords);
    return {
      absorb: (digests) => {
        for (let i = 0; i < digests.length; i += words.length) {
          const part = digests.subarray(i, i + words.length);
          words.set(part);
          this.#exports.rootAbsorb(part.length / digestWords);
        }
      },
      keyVector: () => {
        this.#exports.rootEnd();
        return this.#memory.slice(KEY_VECTOR, KEY_VECTOR + keyVectorBytes);
      },
    };
  }

  /** Sets the key, and makes the kernels of the convolution where it is another one than before. */
  #use(key: Uint8Array): void {
    if (this.#expanded?.every((byte, i) => byte === key[i])) return;
    this.#memory.set(key, KEY);
    this.#exports.expand();
    this.#expanded = key.slice();
  }

  #digests({ width }: Block): Uint16Array {
    const from = DIGESTS;
    const bytes = Math.ceil(width / tileBytes) * 2 * digestWords;
    return new Uint16Array(this.#memory.slice(from, from + bytes).buffer);
  }

  /** Those of half 1, as they stand in memory. */
  #features({ width }: Block): Uint8Array {
    const bytes = Math.ceil(width / tileBytes) * FEATURE_BYTES;
    return this.#memory.subarray(FEATURES_1, FEATURES_1 + bytes);
  }

  /** Copies the block in, padded with zeros to groups of eight tiles and to two rows. @returns bytes a row */
  #stageIn({ data, offset, pitch, width, rows }: Block): number {
    const tiles = Math.ceil(width / tileBytes);
    if (tiles > STAGE_TILES)
      throw new RangeError(`"block" expected at most ${STAGE_TILES} tiles, got ${tiles}`);
    const padded = Math.ceil(width / groupBytes) * groupBytes;
    const memory = this.#memory;
    if (padded === width && pitch === width) {
      copyBytes(data.subarray(offset, offset + rows * width), memory.subarray(STAGE));
    } else {
      for (let row = 0; row < rows; row++) {
        const to = STAGE + row * padded;
        const from = offset + row * pitch;
        copyBytes(data.subarray(from, from + width), memory.subarray(to));
        memory.fill(0, to + width, to + padded);
      }
    }
    if (rows % 2 === 1) memory.fill(0, STAGE + rows * padded, STAGE + (rows + 1) * padded);
    return padded;
  }

  #stageOut({ data, offset, pitch, width, rows }: Block, padded: number): void {
    const memory = this.#memory;
    if (padded === width && pitch === width) {
      copyBytes(memory.subarray(STAGE, STAGE + rows * width), data.subarray(offset));
      return;
    }
    for (let row = 0; row < rows; row++) {
      const from = STAGE + row * padded;
      copyBytes(memory.subarray(from, from + width), data.subarray(offset + row * pitch));
    }
  }
}

/** Every word eight times, once a lane: w1, w2, bF, bC, bO. */
function writeNetwork(words: Uint16Array, network: ButterflyWeights, to: number): void {
  const { first, second, bias } = network;
  [...first, ...second, ...bias].forEach((word, i) => {
    words.fill(word, to / 2 + lanes * i, to / 2 + lanes * (i + 1));
  });
}

function kernelAbort(): never {
  throw new Error("the kernel stopped on an internal check");
}
