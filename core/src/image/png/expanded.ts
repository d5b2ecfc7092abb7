import { codecs } from "#codecs";
import type { ReadableFile } from "../../bytes/random-access.ts";
import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { adler32 } from "./checksums.ts";
import { imageData, type ScannedPng } from "./scan.ts";

/** Told how many bytes of IDAT stand behind the end of the stream. */
type OnRest = (bytes: number) => void;

const problem = "its compressed data is damaged or incomplete";

/**
 * What the pixel data of a PNG expand to, in pieces; each is to be used before the next is asked for.
 * Stored blocks, of which a carrier consists, are taken from the file as they stand there.
 * @throws NeuroveilError "broken"
 */
export async function* expanded(
  file: ReadableFile,
  png: ScannedPng,
  onRest: OnRest,
): AsyncGenerator<Uint8Array> {
  const total = png.chunks.reduce(
    (sum, { type, length }) => sum + (type === "IDAT" ? length : 0),
    0,
  );
  let done = 0;
  const compressed = imageData(file, png);
  try {
    const stored = storedBlocks(compressed);
    for (let step = await stored.next(); ; step = await stored.next()) {
      if (step.done !== true) {
        done += step.value.length;
        yield step.value;
      } else if (step.value === undefined) break;
      else {
        await checkRest(compressed);
        onRest(total - step.value);
        return;
      }
    }
  } finally {
    await compressed.return(undefined);
  }
  yield* inflated(file, png, done, (bytes) => onRest(total - bytes));
}

/** The same of blocks of any kind, without the first `skip` bytes. */
async function* inflated(
  file: ReadableFile,
  png: ScannedPng,
  skip: number,
  onEnd: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const compressed = imageData(file, png);
  try {
    let left = skip;
    for await (const piece of codecs.inflating(lent(compressed), onEnd)) {
      const fresh = piece.subarray(Math.min(left, piece.length));
      left = Math.max(0, left - piece.length);
      if (fresh.length > 0) yield fresh;
    }
    await checkRest(compressed);
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    throw damaged("PNG", problem, error);
  } finally {
    await compressed.return(undefined);
  }
}

/** The CRCs of what stands behind the end of the stream count, too. */
async function checkRest(compressed: AsyncGenerator<Uint8Array>): Promise<void> {
  while ((await compressed.next()).done !== true);
}

/** The same pieces in memory of their own; whoever is done with them leaves the others. */
async function* lent(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let step = await pieces.next(); step.done !== true; step = await pieces.next()) {
    yield step.value.slice();
  }
}

/**
 * The content of a zlib stream (RFC 1950) of stored deflate blocks (RFC 1951, 3.2.4).
 * @returns length of the stream; undefined where there is a block of another kind
 */
async function* storedBlocks(
  pieces: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array, number | undefined> {
  const input = new Taker(pieces);
  const head = await input.take(2);
  const [method, flags] = [head[0]!, head[1]!];
  // Deflate, a window of up to 32 KB, no dictionary.
  if ((method & 15) !== 8 || method >> 4 > 7 || (flags & 32) !== 0) return undefined;
  if (((method << 8) | flags) % 31 !== 0) return undefined;
  let adler = 1;
  for (let last = false; !last;) {
    const kind = (await input.take(1))[0]!;
    if ((kind & 6) !== 0) return undefined;
    last = (kind & 1) === 1;
    const lengths = await input.take(4);
    const length = lengths[0]! | (lengths[1]! << 8);
    if ((length ^ 0xffff) !== (lengths[2]! | (lengths[3]! << 8))) throw damaged("PNG", problem);
    for (let left = length; left > 0;) {
      const piece = await input.some(left);
      left -= piece.length;
      adler = adler32(piece, adler);
      yield piece;
    }
  }
  const sum = await input.take(4);
  if (new DataView(sum.buffer, sum.byteOffset, 4).getUint32(0) !== adler) {
    throw damaged("PNG", problem);
  }
  return input.taken;
}

/** Takes bytes from pieces. */
class Taker {
  readonly #pieces: AsyncGenerator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  /** How many were taken so far. */
  taken = 0;

  constructor(pieces: AsyncGenerator<Uint8Array>) {
    this.#pieces = pieces;
  }

  /** At least one byte, at most `most`, where they lie. */
  async some(most: number): Promise<Uint8Array> {
    while (this.#piece.length === 0) {
      const { value, done } = await this.#pieces.next();
      if (done === true) throw damaged("PNG", problem);
      this.#piece = value;
    }
    const piece = this.#piece.subarray(0, most);
    this.#piece = this.#piece.subarray(piece.length);
    this.taken += piece.length;
    return piece;
  }

  /** Just so many, in memory of their own. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    for (let done = 0; done < count;) {
      const piece = await this.some(count - done);
      bytes.set(piece, done);
      done += piece.length;
    }
    return bytes;
  }
}
