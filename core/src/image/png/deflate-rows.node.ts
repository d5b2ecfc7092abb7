import { promisify } from "node:util";
import zlib from "node:zlib";
import { availableThreads } from "#threads";
import { isShared } from "../../bytes/shared-memory.ts";
import { inLanes } from "../../threads/lanes.ts";
import { pause } from "../../turns.ts";
import { askWorker, blocksAhead, startWorkers, type Input } from "../../threads/workers.ts";
import { deflateTask } from "./deflate-task.ts";
import { joinAdler32 } from "./checksums.ts";
import type { DeflateOptions } from "../codecs.ts";
import {
  prepareStrip,
  windowBytes,
  type DeflatedStrip,
  type StripTask,
} from "./deflate-strip.node.ts";
import type { PixelRows } from "../pixel-rows.ts";
import { cutStrips } from "./row-strips.ts";

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
  const threads = availableThreads();
  const workers = strips.length > 1 && threads > 1 ? await startWorkers(threads) : 0;
  const parts =
    workers > 1
      ? await inLanes(tasks, workers * blocksAhead, signal, onWorker)
      : await inLanes(tasks, ownThreads, signal, here);
  // Deflate with a 32 KB window, "fast" (RFC 1950); at the end Adler-32.
  const head = Uint8Array.of(0x78, 0x5e);
  const sum = new Uint8Array(4);
  const adler = parts.reduce((before, part) => joinAdler32(before, part.adler, part.length), 1);
  new DataView(sum.buffer).setUint32(0, adler);
  return [head, ...parts.map(({ bytes }) => bytes), sum];
}

async function here(task: StripTask): Promise<DeflatedStrip> {
  await pause();
  const { filtered, options, adler, length } = prepareStrip(task);
  return { bytes: await deflateRaw(filtered, options), adler, length };
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
