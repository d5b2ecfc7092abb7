import type { Block, Digested, TileEngine } from "../networks/tile-engine.ts";
import { keyVectorBytes, tileBytes, type Geometry } from "../networks/hybrid-network.ts";
import { fanIn, gates, type LstmWeights } from "../networks/lstm.ts";
import { defaultShape, type HybridWeights } from "../networks/weights.ts";
import { decodeBase64 } from "../bytes/base64.ts";
import { copyBytes } from "../bytes/shared-memory.ts";
import { hybridWasm } from "./generated/hybrid-wasm.ts";

/** Addresses in the kernel's memory (assembly/memory.ts). */
const at = {
  encoderWeights: 1024,
  encoderBias: 4096,
  maskWeights: 4608,
  maskBias: 7680,
  taps: 8192,
  key: 8448,
  keyVector: 8896,
  digests: 163840,
  stage: 196608,
} as const;

/** Tiles that fit the kernel's memory side by side, and digests that it takes at once. */
const stageTiles = 128;
const digestWords = 32;

interface Exports {
  readonly memory: WebAssembly.Memory;
  digest(width: number, pitch: number, rows: number, tile: number): void;
  encrypt(width: number, pitch: number, rows: number, tile: number, frozen: number): void;
  decrypt(width: number, pitch: number, rows: number, tile: number, frozen: number): void;
  rootBegin(rowBytes: number, rows: number): void;
  rootAbsorb(tiles: number): void;
  rootEnd(): void;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Whether this engine can run WebAssembly SIMD. */
export function kernelAvailable(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(decodeBase64(hybridWasm));
}

/** The hybrid cipher of the default shape in WebAssembly SIMD, eight tiles at a time. */
export class HybridKernel implements TileEngine {
  readonly #exports: Exports;
  readonly #memory: Uint8Array;
  readonly #frozen: number;

  private constructor(exports: Exports, frozenFeatures: boolean) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#frozen = frozenFeatures ? 1 : 0;
  }

  /** @throws RangeError when the weights have another shape than the default */
  static async create(weights: HybridWeights, frozenFeatures = false): Promise<HybridKernel> {
    if (JSON.stringify(weights.shape) !== JSON.stringify(defaultShape)) {
      throw new RangeError(
        `the kernel serves the shape ${JSON.stringify(defaultShape)}, got ${JSON.stringify(weights.shape)}`,
      );
    }
    compiled ??= WebAssembly.compile(decodeBase64(hybridWasm));
    const { exports } = await WebAssembly.instantiate(await compiled, {
      env: { abort: kernelAbort },
    });
    const kernel = new HybridKernel(exports as unknown as Exports, frozenFeatures);
    kernel.#load(weights);
    return kernel;
  }

  #load({ encoder, mask, convolution }: HybridWeights): void {
    const view = new DataView(this.#memory.buffer);
    writeLstm(view, encoder, at.encoderWeights, at.encoderBias);
    writeLstm(view, mask, at.maskWeights, at.maskBias);
    [...convolution.causal, ...convolution.cross, ...convolution.layers[0]!].forEach((tap, i) => {
      view.setInt16(at.taps + 2 * i, tap, true);
    });
  }

  digest(key: Uint8Array, block: Block): Digested {
    this.#memory.set(key, at.key);
    const digests = this.#stage(block, false, (width, pitch, rows, tile) =>
      this.#exports.digest(width, pitch, rows, tile),
    );
    return { digests };
  }

  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): void {
    this.#memory.set(key, at.key);
    this.#memory.set(keyVector, at.keyVector);
    this.#stage(block, true, (width, pitch, rows, tile) =>
      this.#exports.encrypt(width, pitch, rows, tile, this.#frozen),
    );
  }

  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Uint16Array {
    this.#memory.set(key, at.key);
    this.#memory.set(keyVector, at.keyVector);
    return this.#stage(block, true, (width, pitch, rows, tile) =>
      this.#exports.decrypt(width, pitch, rows, tile, this.#frozen),
    );
  }

  root(key: Uint8Array, { rowBytes, rows }: Geometry, digests: Uint16Array): Uint8Array {
    this.#memory.set(key, at.key);
    this.#exports.rootBegin(rowBytes, rows);
    for (let i = 0; i < digests.length; i += stageTiles * digestWords) {
      const part = digests.subarray(i, i + stageTiles * digestWords);
      this.#words().set(part);
      this.#exports.rootAbsorb(part.length / digestWords);
    }
    this.#exports.rootEnd();
    return this.#memory.slice(at.keyVector, at.keyVector + keyVectorBytes);
  }

  #words(): Uint16Array {
    return new Uint16Array(this.#memory.buffer, at.digests, stageTiles * digestWords);
  }

  /** Copies the block in, zero-padded to groups of eight tiles, works on it, and copies it back. */
  #stage(
    block: Block,
    back: boolean,
    work: (width: number, pitch: number, rows: number, tile: number) => void,
  ): Uint16Array {
    const { data, offset, pitch, width, rows, firstTile } = block;
    const tiles = Math.ceil(width / tileBytes);
    if (tiles > stageTiles)
      throw new RangeError(`"block" expected at most ${stageTiles} tiles, got ${tiles}`);
    const group = 8 * tileBytes;
    const padded = Math.ceil(width / group) * group;
    const memory = this.#memory;
    const whole = padded === width && pitch === width;
    if (whole) {
      copyBytes(data.subarray(offset, offset + rows * width), memory.subarray(at.stage));
    } else {
      for (let row = 0; row < rows; row++) {
        const to = at.stage + row * padded;
        const from = offset + row * pitch;
        copyBytes(data.subarray(from, from + width), memory.subarray(to));
        memory.fill(0, to + width, to + padded);
      }
    }
    work(width, padded, rows, firstTile);
    if (back && whole) {
      copyBytes(memory.subarray(at.stage, at.stage + rows * width), data.subarray(offset));
    } else if (back) {
      for (let row = 0; row < rows; row++) {
        const from = at.stage + row * padded;
        copyBytes(memory.subarray(from, from + width), data.subarray(offset + row * pitch));
      }
    }
    return this.#words().slice(0, tiles * digestWords);
  }
}

/** Weights as the kernel reads them: by unit, pair of inputs and gate. */
function writeLstm(
  view: DataView,
  { units, weight, bias }: LstmWeights,
  weights: number,
  biases: number,
): void {
  let to = weights;
  for (let u = 0; u < units; u++) {
    for (let pair = 0; pair < fanIn; pair += 2) {
      for (let gate = 0; gate < gates; gate++) {
        const from = (gate * units + u) * fanIn + pair;
        view.setInt16(to, weight[from]!, true);
        view.setInt16(to + 2, weight[from + 1]!, true);
        to += 4;
      }
    }
    for (let gate = 0; gate < gates; gate++)
      view.setInt32(biases + 4 * (u * gates + gate), bias[gate * units + u]! * 64, true);
  }
}

function kernelAbort(): never {
  throw new Error("the kernel stopped on an internal check");
}
