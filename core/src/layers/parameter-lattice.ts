import { activate } from "../networks/activate.ts";

/** Cells of each of the two planes. */
const cells = 32;
/** Bytes of the two planes at time zero. */
export const latticeKeyBytes: number = 2 * 2 * cells;
/** Steps before the first output; a change of one bit has reached all cells after 8. */
const warmUp = 24;

/** Template of the ring: neighbours and their fixed odd weights. Any would do that are far apart. */
const neighbours = [0, 1, 9, 31] as const;
const weights = [0x6487, 0xb7e1, 0x9e37, 0x2b73] as const;

/**
 * A small cellular network that turns a key into parameters: a ring of 32 cells of 16 bits in
 * second-order form, X(t+1) = X(t-1) + G(X(t)), whose two first planes are the key. Each step is a
 * bijection of both planes, so no two keys lead to the same state, ever.
 */
export class ParameterLattice {
  #before: Uint16Array;
  #now: Uint16Array;
  #time = 0;

  /** @param key `latticeKeyBytes` bytes, two planes of little-endian words */
  constructor(key: Uint8Array) {
    const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
    const plane = (first: number): Uint16Array =>
      Uint16Array.from({ length: cells }, (_, i) => view.getUint16(2 * (first + i), true));
    this.#before = plane(0);
    this.#now = plane(cells);
    for (let i = 0; i < warmUp; i++) this.next();
  }

  /** One step; 32 words of 16 bits. */
  next(): Uint16Array {
    this.#time++;
    const { length } = this.#now;
    const after = this.#before.map((word, i) => {
      let sum = Math.imul(i + 1, 0x9e3b) + Math.imul(this.#time, 0x61c9);
      for (const [tap, away] of neighbours.entries())
        sum += weights[tap]! * this.#now[(i + away) % length]!;
      return word + activate(sum & 0xffff);
    });
    [this.#before, this.#now] = [this.#now, after];
    return after;
  }
}
