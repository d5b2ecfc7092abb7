import type { Geometry, Root } from "./tile-engine.ts";

/** A network that encrypts tiles half by half, as a readable definition has it. */
export interface TileNetwork {
  /** Half-rounds a tile; half-round r masks half r mod 2 by the other one. */
  readonly halfRounds: number;
  /** Words of a tile's digest. */
  readonly digestWords: number;
  /** The row in which word `word` of line `line` of a half stands. */
  lineRow(line: number, word: number, half: number): number;
  keyed(key: Uint8Array): KeyedTiles;
}

/** The same under a native key. A plane is a tile's words, 32 a row, zero outside the image. */
export interface KeyedTiles {
  digestTile(plane: Uint16Array, tile: number): Uint16Array;
  /** Lines of 32 words for the half that a half-round masks. */
  halfMask(plane: Uint16Array, round: number, tile: number, keyVector: Uint8Array): Uint16Array;
  root(geometry: Geometry): Root;
}
