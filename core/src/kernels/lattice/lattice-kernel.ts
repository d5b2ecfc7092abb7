import { lengthened } from "../../layers/plane-digest.ts";
import { sizeText } from "../../errors.ts";
import { blockBytes, type Shuffle } from "../../layers/block-shuffle.ts";
import { mixChannels, type ChannelMatrix, type PixelLayout } from "../../layers/channel-mixing.ts";
import type { Coupling } from "../../layers/coupling.ts";
import { latticePitch } from "../../layers/fold.ts";
import type { Lattice, PlaneIndex } from "../../layers/lattice.ts";
import { settling, slopes, type SkewTentMaps } from "../../layers/skew-tent-mask.ts";
import { latticeWasm } from "./generated/wasm.ts";
import { layOut, type MemoryLayout } from "./layout.ts";
import { compiledKernel } from "../load.ts";
import { reserve } from "../reserve.ts";

/** Addresses in the kernel's memory (assembly/lattice.ts). */
const at = {
  weights: 1024,
  digest: 1088,
  states: 1152,
  left: 1280,
  right: 1408,
  matrix: 1536,
} as const;

interface Exports {
  readonly memory: WebAssembly.Memory;
  extend(plane: number, cells: number, halo: number): void;
  couple(
    target: number,
    source: number,
    cells: number,
    pitch: number,
    start: number,
    increment: number,
    subtract: number,
  ): void;
  drawOrder(order: number, blocks: number, seed: number, increment: number): void;
  shuffle(
    from: number,
    to: number,
    cells: number,
    offset: number,
    order: number,
    blocks: number,
    size: number,
  ): void;
  unshuffle(
    from: number,
    to: number,
    cells: number,
    offset: number,
    order: number,
    blocks: number,
    size: number,
  ): void;
  digest(plane: number, cells: number): void;
  split(bytes: number, length: number, even: number, odd: number): void;
  join(bytes: number, length: number, even: number, odd: number): void;
  settle(steps: number): void;
  mask(bytes: number, length: number, subtract: number): void;
  mixThree(bytes: number, pixels: number): void;
}

const compiled = compiledKernel<Exports>(latticeWasm);

/** Whether this engine can run WebAssembly SIMD. */
export function latticeKernelAvailable(): boolean {
  return compiled.available();
}

/** The layers of a lattice in WebAssembly SIMD. Its memory grows with the images. */
export class LatticeKernel implements Lattice {
  readonly #exports: Exports;
  #memory: Uint8Array;
  #places: MemoryLayout = layOut(0);
  /** Which set of planes holds the image, between `split` and `join`. */
  #set: PlaneIndex = 0;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
  }

  static async create(): Promise<LatticeKernel> {
    return new LatticeKernel(await compiled.instantiate());
  }

  /** @throws NeuroveilError "limit" when there is no memory for an image of this size */
  load(data: Uint8Array): void {
    this.#places = layOut(data.length);
    reserve(this.#exports.memory, this.#places.end, () => ({
      expected: "an image that fits WebAssembly memory twice",
      got: sizeText(data.length),
      todo: "use a cipher on tiles, such as hybrid",
    }));
    this.#memory = new Uint8Array(this.#exports.memory.buffer);
    this.#memory.set(data, this.#places.bytes);
  }

  store(data: Uint8Array): void {
    const { bytes, length } = this.#places;
    data.set(this.#memory.subarray(bytes, bytes + length));
  }

  mixChannels(layout: PixelLayout, matrix: ChannelMatrix): void {
    const { bytes, length } = this.#places;
    if (matrix.length === 9 && layout.channels === 3 && layout.bytesPerSample === 1) {
      this.#memory.set(matrix, at.matrix);
      this.#exports.mixThree(bytes, length / 3);
    } else {
      mixChannels(this.#memory.subarray(bytes, bytes + length), layout, matrix);
    }
  }

  addSkewTent(maps: SkewTentMaps): void {
    this.#skewTent(maps, 0);
  }

  subtractSkewTent(maps: SkewTentMaps): void {
    this.#skewTent(maps, 1);
  }

  #skewTent(maps: SkewTentMaps, subtract: number): void {
    const { left, right } = slopes(maps);
    const write = (values: Float64Array, to: number): void =>
      new Float64Array(this.#memory.buffer, to, values.length).set(values);
    write(maps.states, at.states);
    write(left, at.left);
    write(right, at.right);
    this.#exports.settle(settling);
    this.#exports.mask(this.#places.bytes, this.#places.length, subtract);
  }

  split(): void {
    const { bytes, length, planes } = this.#places;
    this.#set = 0;
    this.#exports.split(bytes, length, ...planes[0]);
    this.#extend(0);
    this.#extend(1);
  }

  couple(target: PlaneIndex, coupling: Coupling): void {
    this.#couple(target, coupling, 0);
  }

  uncouple(target: PlaneIndex, coupling: Coupling): void {
    this.#couple(target, coupling, 1);
  }

  #couple(target: PlaneIndex, coupling: Coupling, subtract: number): void {
    const { cells } = this.#places;
    const source = target === 0 ? 1 : 0;
    new Uint16Array(this.#memory.buffer, at.weights, 9).set(coupling.weights);
    this.#exports.couple(
      this.#planes[target],
      this.#planes[source],
      cells[target],
      cells[source] === 0 ? 0 : latticePitch(cells[source]),
      coupling.start,
      coupling.increment,
      subtract,
    );
    this.#extend(target);
  }

  shuffle(keys: Shuffle): void {
    this.#move(keys, "shuffle");
  }

  unshuffle(keys: Shuffle): void {
    this.#move(keys, "unshuffle");
  }

  #move({ offsets, generator }: Shuffle, direction: "shuffle" | "unshuffle"): void {
    const { cells, order } = this.#places;
    const size = blockBytes(cells[1]);
    const blocks = Math.floor(cells[1] / size);
    this.#exports.drawOrder(order, blocks, generator.state, generator.increment);
    const from = this.#planes;
    this.#set = this.#set === 0 ? 1 : 0;
    for (const plane of [0, 1] as const) {
      const length = cells[plane];
      if (length === 0) continue;
      const offset = offsets[plane] % length;
      this.#exports[direction](
        from[plane],
        this.#planes[plane],
        length,
        offset,
        order,
        blocks,
        size,
      );
      this.#extend(plane);
    }
  }

  digest(plane: PlaneIndex, start: Uint16Array): Uint16Array {
    const [cells, from] = [this.#places.cells[plane], this.#planes[plane]];
    const words = new Uint16Array(this.#memory.buffer, at.digest, start.length);
    words.set(lengthened(start, cells));
    this.#memory.fill(0, from + cells, from + cells + 64);
    this.#exports.digest(from, cells);
    this.#extend(plane);
    return words.slice();
  }

  plane(plane: PlaneIndex): Uint8Array {
    const from = this.#planes[plane];
    return this.#memory.subarray(from, from + this.#places.cells[plane]);
  }

  join(): void {
    const { bytes, length, planes } = this.#places;
    // The bytes take the place of the second set.
    if (this.#set === 1) {
      for (const plane of [0, 1] as const) {
        this.#memory.set(this.plane(plane), planes[0][plane]);
      }
    }
    this.#exports.join(bytes, length, ...planes[0]);
  }

  get #planes(): readonly [number, number] {
    return this.#places.planes[this.#set];
  }

  #extend(plane: PlaneIndex): void {
    const { cells, halo } = this.#places;
    this.#exports.extend(this.#planes[plane], cells[plane], halo);
  }
}
