import { shuffle, unshuffle, type Shuffle } from "./block-shuffle.ts";
import { mixChannels, type ChannelMatrix, type PixelLayout } from "./channel-mixing.ts";
import { couple, uncouple, type Coupling } from "./coupling.ts";
import { planeDigest } from "./plane-digest.ts";
import { addSkewTent, subtractSkewTent, type SkewTentMaps } from "./skew-tent-mask.ts";

/** The plane of even bytes and the plane of odd bytes of an image. */
export type PlaneIndex = 0 | 1;

/**
 * Holds the bytes of an image, first as they come and, between `split` and `join`, as two planes, and
 * runs layers on them.
 */
export interface Lattice {
  load(data: Uint8Array): void;
  store(data: Uint8Array): void;
  /** On the bytes. */
  mixChannels(layout: PixelLayout, matrix: ChannelMatrix): void;
  addSkewTent(maps: SkewTentMaps): void;
  subtractSkewTent(maps: SkewTentMaps): void;
  split(): void;
  /** On the planes; the other plane is the source. */
  couple(target: PlaneIndex, coupling: Coupling): void;
  uncouple(target: PlaneIndex, coupling: Coupling): void;
  shuffle(keys: Shuffle): void;
  unshuffle(keys: Shuffle): void;
  digest(plane: PlaneIndex, start: Uint16Array): Uint16Array;
  /** The bytes of a plane, to be read before anything else is run. */
  plane(plane: PlaneIndex): Uint8Array;
  join(): void;
}

/** The layers as their definitions say, one byte at a time. */
export class ReferenceLattice implements Lattice {
  #bytes: Uint8Array = new Uint8Array();
  #planes: readonly [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()];

  load(data: Uint8Array): void {
    this.#bytes = data.slice();
  }

  store(data: Uint8Array): void {
    data.set(this.#bytes);
  }

  mixChannels(layout: PixelLayout, matrix: ChannelMatrix): void {
    mixChannels(this.#bytes, layout, matrix);
  }

  addSkewTent(maps: SkewTentMaps): void {
    addSkewTent(this.#bytes, maps);
  }

  subtractSkewTent(maps: SkewTentMaps): void {
    subtractSkewTent(this.#bytes, maps);
  }

  split(): void {
    const plane = (parity: PlaneIndex): Uint8Array =>
      this.#bytes.filter((_, i) => i % 2 === parity);
    this.#planes = [plane(0), plane(1)];
  }

  couple(target: PlaneIndex, coupling: Coupling): void {
    couple(this.#planes[target], this.#other(target), coupling);
  }

  uncouple(target: PlaneIndex, coupling: Coupling): void {
    uncouple(this.#planes[target], this.#other(target), coupling);
  }

  shuffle(keys: Shuffle): void {
    shuffle(...this.#planes, keys);
  }

  unshuffle(keys: Shuffle): void {
    unshuffle(...this.#planes, keys);
  }

  digest(plane: PlaneIndex, start: Uint16Array): Uint16Array {
    return planeDigest(this.#planes[plane], start);
  }

  plane(plane: PlaneIndex): Uint8Array {
    return this.#planes[plane];
  }

  join(): void {
    this.#bytes = this.#bytes.map((_, i) => this.#planes[i % 2 === 0 ? 0 : 1][i >> 1]!);
  }

  #other(plane: PlaneIndex): Uint8Array {
    return this.#planes[plane === 0 ? 1 : 0];
  }
}
