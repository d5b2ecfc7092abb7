import { stopIfAborted } from "../../abort.ts";
import { concat } from "../../bytes/arrays.ts";
import { pause } from "../../turns.ts";
import type { Deflating, DeflateOptions } from "../codecs.ts";
import type { PixelRows } from "../pixel-rows.ts";
import { cutStrips, filterStrip } from "./row-strips.ts";

/** What is filtered and compressed between two pauses. */
const stripBytes = 1 << 18;

/** The zlib stream of filtered rows by the platform's CompressionStream, which has one level. */
export async function deflateRowsInStream(
  passes: readonly PixelRows[],
  { signal }: DeflateOptions,
): Promise<Uint8Array[]> {
  const stream = new CompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const parts: Uint8Array[] = [];
  const reading = stream.readable.pipeTo(
    new WritableStream({ write: (part: Uint8Array) => void parts.push(part) }),
  );
  reading.catch(() => undefined);
  try {
    for (const rows of passes) {
      for (const strip of cutStrips(rows, stripBytes, 0)) {
        await pause();
        stopIfAborted(signal);
        await writer.write(new Uint8Array(filterStrip(strip).filtered));
      }
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
  await reading;
  return parts;
}

/** The same of rows that come a few at a time. */
export class StreamDeflater implements Deflating {
  readonly #rows: Omit<PixelRows, "data">;
  readonly #writer: WritableStreamDefaultWriter<BufferSource>;
  readonly #reading: Promise<void>;
  #parts: Uint8Array[] = [];
  #above = new Uint8Array();

  constructor(rows: Omit<PixelRows, "data">) {
    this.#rows = rows;
    const stream = new CompressionStream("deflate");
    this.#writer = stream.writable.getWriter();
    this.#reading = stream.readable.pipeTo(
      new WritableStream({ write: (part: Uint8Array) => void this.#parts.push(part) }),
    );
    this.#reading.catch(() => undefined);
  }

  async push(rows: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array[]> {
    const data = concat([this.#above, rows]);
    const known = this.#above.length === 0 ? 0 : 1;
    for (const strip of cutStrips({ ...this.#rows, data }, stripBytes, 0, known)) {
      await pause();
      stopIfAborted(signal);
      await this.#writer.write(new Uint8Array(filterStrip(strip).filtered));
    }
    this.#above = data.slice(-this.#rows.rowBytes);
    return this.#parts.splice(0);
  }

  async end(): Promise<Uint8Array[]> {
    await this.#writer.close();
    await this.#reading;
    return this.#parts.splice(0);
  }
}
