import {
  tileBytes,
  tileWords,
  type Block,
  type Digested,
  type Geometry,
  type Root,
  type TileEngine,
} from "./tile-engine.ts";
import type { KeyedTiles, TileNetwork } from "./tile-network.ts";

/** The tile engine that runs a network's readable definition, tile by tile. */
export class ReferenceEngine implements TileEngine {
  readonly #network: TileNetwork;

  constructor(network: TileNetwork) {
    this.#network = network;
  }

  digest(key: Uint8Array, block: Block): Digested {
    return { digests: this.#digest(this.#network.keyed(key), block) };
  }

  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): void {
    this.#rounds(this.#network.keyed(key), block, keyVector, 1);
  }

  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Uint16Array {
    const keyed = this.#network.keyed(key);
    this.#rounds(keyed, block, keyVector, -1);
    return this.#digest(keyed, block);
  }

  root(key: Uint8Array, geometry: Geometry): Root {
    return this.#network.keyed(key).root(geometry);
  }

  #digest(keyed: KeyedTiles, block: Block): Uint16Array {
    const words = this.#network.digestWords;
    const digests = new Uint16Array(tiles(block) * words);
    for (let tile = 0; tile < tiles(block); tile++)
      digests.set(keyed.digestTile(readPlane(block, tile), block.firstTile + tile), tile * words);
    return digests;
  }

  /** @param sign 1 to encrypt, -1 to take the half-rounds back in reverse order */
  #rounds(keyed: KeyedTiles, block: Block, keyVector: Uint8Array, sign: 1 | -1): void {
    const { halfRounds } = this.#network;
    for (let tile = 0; tile < tiles(block); tile++) {
      for (let i = 0; i < halfRounds; i++) {
        const round = sign === 1 ? i : halfRounds - 1 - i;
        const number = block.firstTile + tile;
        const mask = keyed.halfMask(readPlane(block, tile), round, number, keyVector);
        this.#addMask(block, tile, round & 1, mask, sign);
      }
    }
  }

  /** Adds (or subtracts) mask words byte by byte to the places of one half. */
  #addMask(
    { data, offset, pitch, width, rows }: Block,
    tile: number,
    half: number,
    mask: Uint16Array,
    sign: 1 | -1,
  ): void {
    for (let i = 0; i < mask.length; i++) {
      const u = i % tileWords;
      const row = this.#network.lineRow((i - u) / tileWords, u, half);
      if (row >= rows) continue;
      for (let byte = 0; byte < 2; byte++) {
        const x = tile * tileBytes + 2 * u + byte;
        if (x < width) data[offset + row * pitch + x]! += sign * ((mask[i]! >>> (8 * byte)) & 0xff);
      }
    }
  }
}

function tiles({ width }: Block): number {
  return Math.ceil(width / tileBytes);
}

/** The words of a tile, little-endian, zero beyond the block's right edge. */
function readPlane({ data, offset, pitch, width, rows }: Block, tile: number): Uint16Array {
  const plane = new Uint16Array(rows * tileWords);
  const bytes = Math.min(tileBytes, width - tile * tileBytes);
  for (let row = 0; row < rows; row++) {
    const from = offset + row * pitch + tile * tileBytes;
    for (let i = 0; i < bytes; i++)
      plane[row * tileWords + (i >> 1)]! |= data[from + i]! << (8 * (i & 1));
  }
  return plane;
}
