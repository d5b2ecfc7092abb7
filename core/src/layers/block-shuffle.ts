import { drawPermutation } from "./permutation.ts";

/** Bytes of one vector of a SIMD unit: the smallest block. */
export const vectorBytes = 16;
/** More blocks than that would not fit a core's cache any more, and take longer than all else. */
const mostBlocks = 65_536;

/** Bytes that move together in a plane of `cells`: 16 up to a megabyte, then 32, 64 and so on. */
export function blockBytes(cells: number): number {
  let bytes = vectorBytes;
  while (cells > bytes * mostBlocks) bytes *= 2;
  return bytes;
}

/** The keyed parts of a shuffle of planes. */
export interface Shuffle {
  /** A turn of each plane before it is cut into blocks, 32 bits. */
  readonly offsets: readonly [number, number];
  /** Draws the order of the blocks and of the bytes in a block; the increment is odd. */
  readonly generator: { readonly state: number; readonly increment: number };
}

/** What a shuffle does to planes. */
interface Order {
  /** Bytes a block. */
  readonly size: number;
  /** The order of the whole blocks. */
  readonly blocks: Uint32Array;
  /** Byte j of a vector comes from byte `lanes[j]`. */
  readonly lanes: Uint32Array;
}

/** Both orders come from one stream of words, the lanes first. `cells` of the shorter plane count. */
function drawOrder({ generator }: Shuffle, cells: number): Order {
  let { state } = generator;
  const word = (): number => {
    state = (state + generator.increment) | 0;
    return turnedProduct(turnedProduct(state));
  };
  const size = blockBytes(cells);
  const lanes = drawPermutation(vectorBytes, word);
  return { size, lanes, blocks: drawPermutation(Math.floor(cells / size), word) };
}

/** x (2x + 1) modulo 2^32 with its halves exchanged: a bijection, twice of which mixes all bits. */
function turnedProduct(x: number): number {
  const y = Math.imul(x, 2 * x + 1);
  return ((y << 16) | (y >>> 16)) >>> 0;
}

/**
 * Permutes two planes: each is turned by its offset, its blocks change places, the bytes in every
 * vector of 16 change places in the same way, and what is left over after the last block comes last. The
 * offset decides where blocks are cut and which bytes are left over, so after some rounds every byte
 * can be anywhere. `second` may be one byte shorter than `first`; its blocks decide.
 */
export function shuffle(first: Uint8Array, second: Uint8Array, keys: Shuffle): void {
  const order = drawOrder(keys, second.length);
  for (const [plane, offset] of planes(first, second, keys)) {
    const before = plane.slice();
    walk(plane.length, offset, order, (i, from) => (plane[i] = before[from]!));
  }
}

/** Undoes `shuffle`. */
export function unshuffle(first: Uint8Array, second: Uint8Array, keys: Shuffle): void {
  const order = drawOrder(keys, second.length);
  for (const [plane, offset] of planes(first, second, keys)) {
    const after = plane.slice();
    walk(plane.length, offset, order, (i, from) => (plane[from] = after[i]!));
  }
}

function planes(
  first: Uint8Array,
  second: Uint8Array,
  { offsets }: Shuffle,
): readonly (readonly [Uint8Array, number])[] {
  return [
    [first, offsets[0]],
    [second, offsets[1]],
  ];
}

/** Calls `move` with every place and the place its byte comes from. */
function walk(
  length: number,
  offset: number,
  { size, blocks, lanes }: Order,
  move: (i: number, from: number) => void,
): void {
  const whole = blocks.length * size;
  for (let i = 0; i < length; i++) {
    const inBlock = i % size;
    const lane = i % vectorBytes;
    const place =
      i < whole ? blocks[(i - inBlock) / size]! * size + inBlock - lane + lanes[lane]! : i;
    move(i, (offset + place) % length);
  }
}
