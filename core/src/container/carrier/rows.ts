import { ReadWindow, type ReadableFile } from "../../bytes/random-access.ts";
import { NeuroveilError } from "../../errors.ts";
import { readHeader, type PngHeader } from "../../image/png/header.ts";
import { storedRows } from "../../image/png/row-stream.ts";
import { scanChunks, type ScannedPng } from "../../image/png/scan.ts";
import { sortChunks } from "../../image/png/structure.ts";
import { pngSignature } from "../../image/png/chunks.ts";
import type { Geometry } from "../shape/geometry.ts";
import { contentChunk, damagedCarrier, noCarrier, onlyContent, readIhdr } from "./carrier.ts";
import { CarrierLayout } from "./layout.ts";
import { checkPlausible } from "./read.ts";

/** The veIl chunk has at most 2^30 bytes; others, of tools that have saved the file, are short. */
const mostBytes = 2 ** 30 + 2 ** 24;

/** A carrier that is not in memory. Nothing of it is verified but the CRCs beside its pixels. */
export class ScannedCarrier {
  readonly geometry: Geometry;
  readonly interlaced: boolean;
  /** Content of the private chunk. */
  readonly content: Uint8Array;
  readonly #file: ReadableFile;
  readonly #png: ScannedPng;
  readonly #header: PngHeader;

  private constructor(file: ReadableFile, png: ScannedPng, content: Uint8Array) {
    const [ihdr] = png.chunks;
    const { geometry, interlaced } = readIhdr(ihdr!);
    this.geometry = geometry;
    this.interlaced = interlaced;
    this.content = content;
    this.#file = file;
    this.#png = png;
    this.#header = readHeader(ihdr!.data);
  }

  /** @throws NeuroveilError as `readCarrier`, but for what is wrong with the pixels */
  static async read(file: ReadableFile): Promise<ScannedCarrier> {
    const start = await file.read(0, pngSignature.length);
    if (!pngSignature.every((byte, i) => start[i] === byte)) throw noCarrier();
    const png = await asCarrier(() => scanChunks(file, { mostBytes }));
    const contents = png.chunks.filter(({ type }) => type === contentChunk);
    if (contents.length === 0) throw noCarrier();
    return new ScannedCarrier(file, png, onlyContent(contents).data);
  }

  /**
   * To be called before there is memory for its rows.
   * @throws NeuroveilError "broken" for dimensions that the pixel data cannot fill
   */
  requirePlausible(): void {
    const compressed = this.#png.chunks.reduce(
      (sum, { type, length }) => sum + (type === "IDAT" ? length : 0),
      0,
    );
    checkPlausible(compressed, new CarrierLayout(this.geometry));
  }

  /**
   * Its samples from the top, some whole rows at a time; each batch is to be used before the next is asked
   * for. The pixel data of a carrier whose geometry was checked are checked on the way.
   * @throws NeuroveilError "broken", "unsupported" for a critical chunk that is unknown
   */
  async *rows(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
    sortChunks(
      this.#png.chunks.map(({ type, data }) => ({ type, data, crcOk: true })),
      this.#header,
    );
    const rows = storedRows(this.#file, this.#png, this.#header, { signal });
    try {
      for (let step = await asCarrier(() => rows.next()); step.done !== true;) {
        yield step.value;
        step = await asCarrier(() => rows.next());
      }
    } finally {
      await rows.return(undefined);
    }
  }
}

/** Whether a file is a PNG that carries a veIl chunk; looks at chunk lengths and types alone. */
export async function holdsContainer(file: ReadableFile): Promise<boolean> {
  const window = new ReadWindow(file);
  const start = await file.read(0, pngSignature.length);
  if (!pngSignature.every((byte, i) => start[i] === byte)) return false;
  for (let at = pngSignature.length; at + 12 <= file.size;) {
    const head = await window.read(at, 8);
    if (String.fromCharCode(...head.subarray(4)) === contentChunk) return true;
    at += 12 + new DataView(head.buffer, head.byteOffset, 8).getUint32(0);
  }
  return false;
}

/** Of a damaged cipher image, another copy is the remedy. */
async function asCarrier<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NeuroveilError) || error.code !== "broken") throw error;
    throw damagedCarrier(error);
  }
}
