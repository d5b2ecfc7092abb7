import { damaged } from "../damaged.ts";
import { zigzag } from "./zigzag.ts";

/** What the coefficients of a block are multiplied with, in zigzag order. */
export class QuantizationTable {
  readonly values: Uint16Array;
  /** How far a coefficient of 1 can move a sample, times 8; and the farthest up to each place. */
  readonly reach: Float64Array;
  readonly farthest: Float64Array;

  constructor(values: Uint16Array) {
    this.values = values;
    this.reach = Float64Array.from(values, (value, k) => value * crest(zigzag[k]!));
    let farthest = 0;
    this.farthest = this.reach.map((reach) => (farthest = Math.max(farthest, reach)));
  }
}

/** The largest value of the basis function of a place in the block, times 8. */
function crest(place: number): number {
  return waveCrests[place & 7]! * waveCrests[place >> 3]!;
}

/** The largest value of sqrt(2) cos((2x + 1) u pi / 16) over x, by u; 1 for u = 0. Rounded up. */
const waveCrests = [1, 1.3871, 1.3066, 1.3871, 1.0001, 1.3871, 1.3066, 1.3871] as const;

const destinations = 4;

/**
 * Takes over the values of a DQT segment; a later table replaces an earlier of the same destination.
 * @throws NeuroveilError "broken"
 */
export function defineQuantization(data: Uint8Array, tables: Map<number, Uint16Array>): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let left = destinations;
  for (let offset = 0; offset < data.length; left--) {
    if (left === 0) throw damaged("JPEG", "it has more quantization tables than destinations");
    const size = data[offset]! >> 4 === 0 ? 1 : 2;
    const destination = data[offset]! & 15;
    if (destination > 3 || offset + 1 + 64 * size > data.length) {
      throw damaged("JPEG", "a quantization table is cut short");
    }
    const start = offset + 1;
    const values = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      values[k] = size === 1 ? data[start + k]! : view.getUint16(start + 2 * k);
    }
    tables.set(destination, values);
    offset = start + 64 * size;
  }
}
