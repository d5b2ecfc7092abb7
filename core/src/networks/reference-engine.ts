import type { Block, Digested, TileEngine } from "./tile-engine.ts";
import { halfRow, planeWidth } from "./convolution.ts";
import { HybridNetwork, tileBytes, type Geometry } from "./hybrid-network.ts";

/** The tile engine that defines the hybrid cipher, for every shape of network. */
export class ReferenceEngine implements TileEngine {
  readonly network: HybridNetwork;

  constructor(network: HybridNetwork) {
    this.network = network;
  }

  digest(key: Uint8Array, block: Block): Digested {
    return { digests: this.#digest(key, block) };
  }

  #digest(key: Uint8Array, block: Block): Uint16Array {
    const tiles = Math.ceil(block.width / tileBytes);
    const { units } = this.network.weights.shape;
    const digests = new Uint16Array(tiles * units);
    for (let tile = 0; tile < tiles; tile++) {
      digests.set(
        this.network.digestTile(key, readPlane(block, tile), block.firstTile + tile),
        tile * units,
      );
    }
    return digests;
  }

  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): void {
    const { halfRounds } = this.network.options;
    this.#rounds(
      key,
      block,
      keyVector,
      Array.from({ length: halfRounds }, (_, i) => i),
      1,
    );
  }

  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Uint16Array {
    const { halfRounds } = this.network.options;
    const backwards = Array.from({ length: halfRounds }, (_, i) => halfRounds - 1 - i);
    this.#rounds(key, block, keyVector, backwards, -1);
    return this.#digest(key, block);
  }

  #rounds(
    key: Uint8Array,
    block: Block,
    keyVector: Uint8Array,
    rounds: readonly number[],
    sign: 1 | -1,
  ): void {
    for (let tile = 0; tile < Math.ceil(block.width / tileBytes); tile++) {
      const number = block.firstTile + tile;
      for (const round of rounds) {
        const mask = this.network.halfMask(key, readPlane(block, tile), round, number, keyVector);
        addMask(block, tile, round & 1, mask, sign);
      }
    }
  }

  root(key: Uint8Array, geometry: Geometry, digests: Uint16Array): Uint8Array {
    return this.network.root(key, geometry, digests);
  }
}

/** The words of a tile, little-endian, zero beyond the block's right edge. */
function readPlane({ data, offset, pitch, width, rows }: Block, tile: number): Uint16Array {
  const plane = new Uint16Array(rows * planeWidth);
  const bytes = Math.min(tileBytes, width - tile * tileBytes);
  for (let row = 0; row < rows; row++) {
    const from = offset + row * pitch + tile * tileBytes;
    for (let i = 0; i < bytes; i++)
      plane[row * planeWidth + (i >> 1)]! |= data[from + i]! << (8 * (i & 1));
  }
  return plane;
}

/** Adds (or subtracts) mask words byte by byte to the positions of one half. */
function addMask(
  { data, offset, pitch, width, rows }: Block,
  tile: number,
  half: number,
  mask: Uint16Array,
  sign: 1 | -1,
): void {
  for (let i = 0; i < mask.length; i++) {
    const u = i % planeWidth;
    const row = halfRow((i - u) / planeWidth, u, half);
    if (row >= rows) continue;
    for (let byte = 0; byte < 2; byte++) {
      const x = tile * tileBytes + 2 * u + byte;
      if (x < width) data[offset + row * pitch + x]! += sign * ((mask[i]! >>> (8 * byte)) & 0xff);
    }
  }
}
