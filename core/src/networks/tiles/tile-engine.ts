/** Rows of a tile; with its 64 bytes a row it holds 16 KB. */
export const tileRows = 256;
/** Bytes a row of a tile. */
export const tileBytes = 64;
/** Words a row of a tile. */
export const tileWords: number = tileBytes / 2;
export const keyVectorBytes = 32;

/** Shape of the raster that a key vector speaks for. */
export interface Geometry {
  readonly rowBytes: number;
  readonly rows: number;
}

/** A rectangle of whole tiles inside a raster: up to 256 rows, side by side. */
export interface Block {
  /** The raster's bytes, or a copy of the rectangle. */
  readonly data: Uint8Array;
  /** Where the rectangle begins in `data`. */
  readonly offset: number;
  /** Bytes from one row to the next. */
  readonly pitch: number;
  /** Bytes a row of the rectangle; 64 a tile, the last tile may be narrower. */
  readonly width: number;
  /** 1 to 256. */
  readonly rows: number;
  /** Number of the leftmost tile; tiles are counted row by row. */
  readonly firstTile: number;
}

/** What the first pass over a block gives. */
export interface Digested {
  /** So many words a tile as the network has units. */
  readonly digests: Uint16Array;
  /**
   * Features of half 1 of every tile, where the engine takes them back. As secret as the key: whoever
   * sees them can solve for the kernels of the convolution.
   */
  readonly features?: Uint8Array | undefined;
}

/** The work on tiles, done by the readable reference or by a kernel; both give the same bytes. */
export interface TileEngine {
  digest(key: Uint8Array, block: Block): Digested;
  /** In place. @param features what `digest` gave for these bytes, to be spared a second time */
  encrypt(key: Uint8Array, block: Block, keyVector: Uint8Array, features?: Uint8Array): void;
  /** In place; returns the digests of the result. */
  decrypt(key: Uint8Array, block: Block, keyVector: Uint8Array): Uint16Array;
  /** Until its key vector is there, nothing else may be asked of this engine: it has one state. */
  root(key: Uint8Array, geometry: Geometry): Root;
}

/** Takes in the digests of all tiles in their order. */
export interface Root {
  /** @param digests of any number of tiles */
  absorb(digests: Uint16Array): void;
  /** Call it once, at the end. */
  keyVector(): Uint8Array;
}

/** The key vector from the digests of all tiles at once. */
export function keyVectorOf(
  engine: TileEngine,
  key: Uint8Array,
  geometry: Geometry,
  digests: Uint16Array,
): Uint8Array {
  const root = engine.root(key, geometry);
  root.absorb(digests);
  return root.keyVector();
}
