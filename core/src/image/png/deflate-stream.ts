import { stopIfAborted } from "../../abort.ts";
import { concat } from "../../bytes/arrays.ts";
import { pause } from "../../turns.ts";
import type { Deflating, DeflateOptions } from "../codecs.ts";
import type { PixelRows } from "../pixel-rows.ts";
import { adler32 } from "./checksums.ts";
import { deflateLiterals, leastGain, literalBits } from "./deflate-literals.ts";
import { cutStrips, filterStrip } from "./row-strips.ts";
import { zlibEnd, zlibHead } from "./zlib-frame.ts";

/** What is filtered and compressed between two pauses. */
const stripBytes = 1 << 18;

/** How many strips are looked at to choose how to compress, and how much of each. */
const samples = 4;
const sampleBytes = 1 << 15;

/** The zlib stream of filtered rows by the platform's CompressionStream, or without searching them. */
export async function deflateRowsInStream(
  passes: readonly PixelRows[],
  { signal, small = false }: DeflateOptions,
): Promise<Uint8Array[]> {
  const compressor = small || (await searchPays(passes)) ? searching() : unsearched();
  try {
    for (const rows of passes) {
      for (const strip of cutStrips(rows, stripBytes, 0)) {
        await pause();
        stopIfAborted(signal);
        await compressor.write(filterStrip(strip).filtered);
      }
    }
  } catch (error) {
    await compressor.stop(error);
    throw error;
  }
  await compressor.end();
  return compressor.take();
}

/** The same of rows that come a few at a time: the first of them tell how to compress all. */
export class StreamDeflater implements Deflating {
  readonly #rows: Omit<PixelRows, "data">;
  #compressor: Compressor | undefined;
  #above = new Uint8Array();

  constructor(rows: Omit<PixelRows, "data">) {
    this.#rows = rows;
  }

  async push(rows: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array[]> {
    const data = concat([this.#above, rows]);
    this.#compressor ??= (await searchPays([{ ...this.#rows, data }])) ? searching() : unsearched();
    const known = this.#above.length === 0 ? 0 : 1;
    for (const strip of cutStrips({ ...this.#rows, data }, stripBytes, 0, known)) {
      await pause();
      stopIfAborted(signal);
      await this.#compressor.write(filterStrip(strip).filtered);
    }
    this.#above = data.slice(-this.#rows.rowBytes);
    return this.#compressor.take();
  }

  async end(): Promise<Uint8Array[]> {
    const compressor = this.#compressor ?? unsearched();
    await compressor.end();
    return compressor.take();
  }
}

/** A zlib stream of bytes that come in pieces. */
interface Compressor {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** What there is of the stream since the last call. */
  take(): Uint8Array[];
  /** Ends without a result. */
  stop(reason: unknown): Promise<void>;
}

/** The platform's, which has one level. */
function searching(): Compressor {
  const stream = new CompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const parts: Uint8Array[] = [];
  const reading = stream.readable.pipeTo(
    new WritableStream({ write: (part: Uint8Array) => void parts.push(part) }),
  );
  reading.catch(() => undefined);
  return {
    write: async (bytes) => await writer.write(new Uint8Array(bytes)),
    async end() {
      await writer.close();
      await reading;
    },
    take: () => parts.splice(0),
    stop: async (reason) => await writer.abort(reason).catch(() => undefined),
  };
}

function unsearched(): Compressor {
  const parts = [zlibHead];
  let sum = 1;
  return {
    write(bytes) {
      parts.push(deflateLiterals(bytes, false));
      sum = adler32(bytes, sum);
      return Promise.resolve();
    },
    end: () =>
      Promise.resolve(void parts.push(deflateLiterals(new Uint8Array(), true), zlibEnd(sum))),
    take: () => parts.splice(0),
    stop: () => Promise.resolve(),
  };
}

/** Whether searching rows for what stood before makes them so much smaller that it is worth its time. */
async function searchPays(passes: readonly PixelRows[]): Promise<boolean> {
  const strips = passes.flatMap((rows) => cutStrips(rows, stripBytes, 0));
  const step = Math.max(1, strips.length / samples);
  const parts: Uint8Array[] = [];
  for (let at = step / 2; at < strips.length; at += step) {
    const { filtered } = filterStrip(strips[Math.floor(at)]!);
    const start = Math.max(0, (filtered.length - sampleBytes) >> 1);
    parts.push(filtered.subarray(start, start + sampleBytes));
  }
  const search = searching();
  for (const part of parts) await search.write(part);
  await search.end();
  const length = (all: readonly Uint8Array[]): number => all.reduce((n, { length: m }) => n + m, 0);
  const coded = parts.reduce((bits, part) => bits + literalBits(part), 0) / 8;
  return coded > leastGain * length(search.take());
}
