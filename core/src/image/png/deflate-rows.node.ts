import { promisify } from "node:util";
import zlib from "node:zlib";
import { availableThreads } from "#threads";
import { copyBytes, isShared } from "../../bytes/shared-memory.ts";
import { inLanes } from "../../threads/lanes.ts";
import { pause } from "../../turns.ts";
import { askWorker, blocksAhead, startWorkers, type Input } from "../../threads/workers.ts";
import { deflateTask } from "./deflate-task.ts";
import { joinAdler32 } from "./checksums.ts";
import { deflateLiterals } from "./deflate-literals.ts";
import type { Deflating, DeflateOptions } from "../codecs.ts";
import {
  prepareStrip,
  windowBytes,
  type DeflatedStrip,
  type StripTask,
} from "./deflate-strip.node.ts";
import type { PixelRows } from "../pixel-rows.ts";
import { cutStrips } from "./row-strips.ts";
import { zlibEnd, zlibHead } from "./zlib-frame.ts";

const deflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.deflateRaw);

const stripBytes = 1 << 20;
/** Compressing is done by Node's own threads, of which there are four unless a user says otherwise. */
const ownThreads = 4;

/**
 * The zlib stream of filtered rows, in parts. Strips are filtered and compressed on all workers, as
 * images of several strips have them; otherwise Node's own threads compress.
 */
export async function deflateRows(
  passes: readonly PixelRows[],
  { signal, small = false }: DeflateOptions,
): Promise<Uint8Array[]> {
  const strips = passes.flatMap((rows) => cutStrips(rows, stripBytes, windowBytes));
  const tasks = strips.map((strip, i): StripTask => {
    return { strip, last: i === strips.length - 1, thorough: small };
  });
  const parts = await deflateAll(tasks, signal);
  return [zlibHead, ...parts.map(({ bytes }) => bytes), zlibEnd(adlerOf(parts, 1))];
}

async function deflateAll(
  tasks: readonly StripTask[],
  signal: AbortSignal | undefined,
): Promise<DeflatedStrip[]> {
  const threads = availableThreads();
  const workers = tasks.length > 1 && threads > 1 ? await startWorkers(threads) : 0;
  return workers > 1
    ? await inLanes(tasks, workers * blocksAhead, signal, onWorker)
    : await inLanes(tasks, ownThreads, signal, here);
}

/** Adler-32 of strips behind bytes that have another. */
function adlerOf(parts: readonly DeflatedStrip[], before: number): number {
  return parts.reduce((sum, part) => joinAdler32(sum, part.adler, part.length), before);
}

/** The same of rows that come a few at a time, with those before them that filters and deflate look at. */
export class RowDeflater implements Deflating {
  readonly #rows: Omit<PixelRows, "data">;
  #known = new Uint8Array();
  #adler = 1;
  #begun = false;

  constructor(rows: Omit<PixelRows, "data">) {
    this.#rows = rows;
  }

  async push(rows: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array[]> {
    const { rowBytes } = this.#rows;
    const data = new Uint8Array(this.#known.length + rows.length);
    data.set(this.#known);
    copyBytes(rows, data.subarray(this.#known.length));
    const known = this.#known.length / rowBytes;
    const strips = cutStrips({ ...this.#rows, data }, stripBytes, windowBytes, known);
    const parts = await deflateAll(
      strips.map((strip) => ({ strip, last: false, thorough: false })),
      signal,
    );
    // One more than deflate looks back to, which filters look at.
    const kept = (1 + Math.ceil(windowBytes / (1 + rowBytes))) * rowBytes;
    this.#known = data.slice(Math.max(0, data.length - kept));
    this.#adler = adlerOf(parts, this.#adler);
    const bytes = parts.map((part) => part.bytes);
    if (this.#begun) return bytes;
    this.#begun = true;
    return [zlibHead, ...bytes];
  }

  end(): Promise<Uint8Array[]> {
    // A last block of nothing (RFC 1951: fixed codes, the end of block).
    return Promise.resolve([Uint8Array.of(3, 0), zlibEnd(this.#adler)]);
  }
}

async function here(task: StripTask): Promise<DeflatedStrip> {
  await pause();
  const { filtered, last, options, adler, length } = prepareStrip(task);
  const bytes = options ? await deflateRaw(filtered, options) : deflateLiterals(filtered, last);
  return { bytes, adler, length };
}

async function onWorker(task: StripTask): Promise<DeflatedStrip> {
  const { above, rows } = task.strip;
  const make = (): Input<StripTask> => {
    if (isShared(rows)) return { input: task };
    // Views would be sent with all of the memory that they are views of.
    const copy = rows.slice();
    const strip = { ...task.strip, above: above.slice(), rows: copy };
    return { input: { ...task, strip }, transfer: [copy.buffer] };
  };
  return await askWorker(deflateTask, { make, repeatable: true });
}
