import {
  keyVectorBytes,
  keyVectorOf,
  tileBytes,
  tileRows,
} from "../../networks/tiles/tile-engine.ts";
import { isShared } from "../../bytes/shared-memory.ts";
import { inLanes } from "../../threads/lanes.ts";
import { openPool } from "./pool.ts";
import type { TilePool } from "./tile-pool.ts";
import { blocks, type RasterBlock } from "./blocks.ts";
import { partsWork } from "./parts-work.ts";
import type { Cipher, PartsRun, Run, TileWork } from "../cipher.ts";
import { rowBytes, type Raster } from "../raster.ts";
import type { Geometry, TileEngine } from "../../networks/tiles/tile-engine.ts";

/** What a cipher on independent tiles has to tell beyond its row in the registry. */
export interface TileCipherOptions extends Omit<
  Cipher,
  "encrypt" | "decrypt" | "inParts" | "lossless" | "keyVectorBytes" | "tileRows" | "tileBytes"
> {
  /** Called once a thread. */
  readonly createEngine: () => Promise<TileEngine>;
  /** Whether worker threads can make the engine from the id alone: false for variants. */
  readonly registered: boolean;
  /** Whether its work on a block takes no longer than to copy that to another thread and back. */
  readonly quick?: () => boolean;
}

/** Below this many bytes, starting threads takes longer than the work. */
const threadedBytes = 1 << 20;

/**
 * A cipher in two passes over independent tiles: their digests give the key vector, then each tile
 * is encrypted under it. Both passes run on all threads, and the work can be stopped between blocks.
 */
export class TileCipher implements Cipher {
  readonly id: string;
  readonly family: Cipher["family"];
  readonly status: Cipher["status"];
  readonly lossless = true;
  readonly source: string;
  readonly parameters: Cipher["parameters"];
  readonly nativeKey: Cipher["nativeKey"];
  readonly keySpace: string;
  readonly keyVectorBytes: number = keyVectorBytes;
  readonly tileRows: number = tileRows;
  readonly tileBytes: number = tileBytes;
  readonly weights: string;
  readonly #options: TileCipherOptions;
  #engine: Promise<TileEngine> | undefined;

  constructor(options: TileCipherOptions) {
    this.#options = options;
    this.id = options.id;
    this.family = options.family;
    this.status = options.status;
    this.source = options.source;
    this.parameters = options.parameters;
    this.nativeKey = options.nativeKey;
    this.keySpace = options.keySpace;
    this.weights = options.weights ?? "";
  }

  /** The engine of this thread. */
  engine(): Promise<TileEngine> {
    this.#engine ??= this.#options.createEngine();
    return this.#engine;
  }

  async encrypt(raster: Raster, key: Uint8Array, run: Run = {}): Promise<Uint8Array> {
    this.#check(raster, key);
    const parts = blocks(raster);
    const report = progress(run, 2 * parts.length);
    const work = await this.#workers(raster, run);
    const digested = await inLanes(parts, work.lanes, run.signal, async (block) => {
      const found = await work.digest(key, block);
      report();
      return { block, ...found };
    });
    const digests = digested.map((part) => part.digests);
    const keyVector = await this.#root(raster, key, digests);
    const rows = rowReporter(parts, run, raster.height);
    await inLanes(digested, work.lanes, run.signal, async ({ block, features }) => {
      await work.encrypt(key, block, keyVector, features);
      report();
      rows(block);
    });
    return keyVector;
  }

  async decrypt(
    raster: Raster,
    key: Uint8Array,
    keyVector: Uint8Array,
    run: Run = {},
  ): Promise<Uint8Array> {
    this.#check(raster, key);
    const parts = blocks(raster);
    const report = progress(run, parts.length);
    const work = await this.#workers(raster, run);
    const rows = rowReporter(parts, run, raster.height);
    const digests = await inLanes(parts, work.lanes, run.signal, async (block) => {
      const digest = await work.decrypt(key, block, keyVector);
      report();
      rows(block);
      return digest;
    });
    return await this.#root(raster, key, digests);
  }

  async inParts(
    raster: Omit<Raster, "data">,
    key: Uint8Array,
    run: PartsRun = {},
  ): Promise<TileWork> {
    this.#checkKey(key);
    // An engine of its own for the root, whose state stays there while tiles are worked on.
    const root = (await this.#options.createEngine()).root(key, geometryOf(raster));
    const threads = this.#options.registered ? run.threads : 1;
    const pool = await openPool(this.id, () => this.engine(), threads);
    return partsWork(raster, key, { pool, root, signal: run.signal });
  }

  #checkKey(key: Uint8Array): void {
    if (key.length !== this.nativeKey.bytes) {
      throw new RangeError(`"key" expected ${this.nativeKey.bytes} bytes, got ${key.length}`);
    }
  }

  #check(raster: Raster, key: Uint8Array): void {
    this.#checkKey(key);
    const bytes = rowBytes(raster) * raster.height;
    if (raster.data.length !== bytes || bytes === 0) {
      throw new RangeError(
        `"raster.data" expected ${bytes} bytes and at least one, got ${raster.data.length}`,
      );
    }
  }

  async #root(raster: Raster, key: Uint8Array, digests: Uint16Array[]): Promise<Uint8Array> {
    const all = new Uint16Array(digests.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of digests) {
      all.set(part, at);
      at += part.length;
    }
    return keyVectorOf(await this.engine(), key, geometryOf(raster), all);
  }

  async #workers(raster: Raster, run: Run): Promise<TilePool> {
    const { registered, quick } = this.#options;
    const worthwhile =
      raster.data.length >= threadedBytes && (isShared(raster.data) || quick?.() !== true);
    const threads = registered && worthwhile ? run.threads : 1;
    return await openPool(this.id, () => this.engine(), threads);
  }
}

function geometryOf(raster: Omit<Raster, "data">): Geometry {
  return { rowBytes: rowBytes(raster), rows: raster.height };
}

function progress(run: Run, steps: number): () => void {
  let done = 0;
  return () => run.onProgress?.(++done / steps);
}

/** Tells `onRows` of each band whose last block is done. */
function rowReporter(
  parts: readonly RasterBlock[],
  run: Run,
  height: number,
): (block: RasterBlock) => void {
  const open = new Map<number, number>();
  for (const { band } of parts) open.set(band, (open.get(band) ?? 0) + 1);
  return ({ band }) => {
    const left = open.get(band)! - 1;
    open.set(band, left);
    if (left === 0) run.onRows?.(band * tileRows, Math.min(height, (band + 1) * tileRows));
  };
}
