import { stopIfAborted } from "../../abort.ts";
import { pause } from "../../turns.ts";
import type { DeflateOptions } from "../codecs.ts";
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
