import { stopIfAborted } from "../../abort.ts";
import type { Cipher, Run } from "../cipher.ts";
import { rowBytes, type Raster } from "../raster.ts";

/** Units of the LSTM, features a step, and mask bytes a step. */
const units = 32;

/**
 * The hybrid paper read literally, as a known-weak control: the key is h0 and c0 of an ordinary LSTM
 * (weights at the scale that frameworks initialise with), driven by CNN features of a public image;
 * its hidden state, scaled to bytes, is XORed to the image. Such a cell contracts: two keys end in
 * the same state after some dozen steps, so a wrong key decrypts all but the first few hundred
 * bytes, and a mask that ignores the image falls to one known image.
 */
export const hybridLiteral: Cipher = {
  id: "hybrid-literal",
  family: "hybrid",
  status: "known-weak",
  literal: true,
  lossless: true,
  source: "the hybrid CNN-LSTM paper, section 4, read literally: the key only in h0 and c0",
  parameters: { lstmLayers: 1, units },
  nativeKey: {
    bytes: 2 * units,
    description: "h0 and c0 of one LSTM: 2 x 32 values of 8 bits, step 1/128",
  },
  keySpace: "2^512 initial states, nearly all equivalent after some dozen steps",
  keyVectorBytes: 0,
  tileRows: 0,
  encrypt: async (raster, key, run) => {
    xorMask(raster, key, run);
    return new Uint8Array();
  },
  decrypt: async (raster, key, _keyVector, run) => {
    xorMask(raster, key, run);
    return new Uint8Array();
  },
};

function xorMask(raster: Raster, key: Uint8Array, run: Run = {}): void {
  const { data } = raster;
  if (key.length !== 2 * units)
    throw new RangeError(`"key" expected ${2 * units} bytes, got ${key.length}`);
  if (data.length !== rowBytes(raster) * raster.height)
    throw new RangeError(
      `"raster.data" expected ${rowBytes(raster) * raster.height} bytes, got ${data.length}`,
    );
  stopIfAborted(run.signal);
  const lstm = new OrdinaryLstm(key);
  for (let step = 0, at = 0; at < data.length; step++) {
    const hidden = lstm.step(publicFeatures(step));
    for (let u = 0; u < units && at < data.length; u++, at++)
      data[at]! ^= (hidden[u]! + 0x8000) >> 8;
  }
  run.onProgress?.(1);
  run.onRows?.(0, raster.height);
}

/** Row `t` of a public image (a fixed moire pattern) through an edge filter and a rectifier, Q15. */
function publicFeatures(t: number): Int16Array {
  const pixel = (row: number, column: number): number =>
    (row * row + 3 * row * column + 5 * column) & 255;
  return Int16Array.from({ length: units }, (_, u) => {
    const edge = 2 * pixel(t, u) - pixel(t, u + 1) - pixel(t + 1, u);
    return Math.max(0, edge) * 64;
  });
}

/** Weights of 8 bits that stand for +-1/sqrt(32), from a small public generator. */
function ordinaryWeights(): Int8Array {
  let x = 2463534242;
  return Int8Array.from({ length: 4 * units * 2 * units }, () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >> 24;
  });
}

const weights: Int8Array = ordinaryWeights();

function clip(x: number): number {
  return Math.max(-32768, Math.min(32767, x));
}

/** A textbook LSTM cell in Q15 with hard sigmoids and hard tanh; no bias. */
class OrdinaryLstm {
  readonly #hidden: Int16Array;
  readonly #cell: Int16Array;

  constructor(key: Uint8Array) {
    const value = (i: number): number => (key[i]! - 128) * 256;
    this.#hidden = Int16Array.from({ length: units }, (_, u) => value(u));
    this.#cell = Int16Array.from({ length: units }, (_, u) => value(units + u));
  }

  step(input: Int16Array): Int16Array {
    const before = this.#hidden.slice();
    for (let u = 0; u < units; u++) {
      const sum = (gate: number): number => {
        let total = 0;
        const row = (gate * units + u) * 2 * units;
        for (let k = 0; k < units; k++)
          total += weights[row + k]! * input[k]! + weights[row + units + k]! * before[k]!;
        // 1 / sqrt(32) / 128 = 0.00138 as 181 / 2^17.
        return Math.floor((Math.floor(total / 256) * 181) / 512);
      };
      const sigmoid = (a: number): number =>
        Math.max(0, Math.min(32767, 16384 + Math.floor(a / 4)));
      const kept = sigmoid(sum(0)) * this.#cell[u]!;
      const added = sigmoid(sum(1)) * clip(sum(2));
      this.#cell[u] = clip(Math.floor((kept + added) / 32768));
      this.#hidden[u] = Math.floor((sigmoid(sum(3)) * this.#cell[u]!) / 32768);
    }
    return this.#hidden;
  }
}
