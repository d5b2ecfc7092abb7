import type { ReadableFile } from "../../bytes/random-access.ts";
import { inTurns } from "../../turns.ts";
import { damaged } from "../damaged.ts";
import { expanded } from "./expanded.ts";
import { storedSamples, type PngHeader } from "./header.ts";
import { passesOf } from "./passes.ts";
import { unpackRows } from "./samples.ts";
import type { ScannedPng } from "./scan.ts";
import { unfilter } from "./unfilter.ts";

/** Rows that are restored together: their bytes, at least one row. */
const batchBytes = 1 << 19;

export interface RowStreamOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told, at the end, how many bytes of IDAT stand behind the end of the compressed data. */
  readonly onRest?: ((bytes: number) => void) | undefined;
}

/**
 * The samples of a PNG that is not interlaced, as they are stored: some whole rows at a time, from the top,
 * one byte a sample for depths below 8. Each batch is to be used before the next is asked for.
 * @throws NeuroveilError "broken", "aborted"
 */
export async function* storedRows(
  file: ReadableFile,
  png: ScannedPng,
  header: PngHeader,
  { signal, onRest = () => undefined }: RowStreamOptions,
): AsyncGenerator<Uint8Array> {
  const [pass] = passesOf(header);
  const { rowBytes, height } = pass!;
  const samples = storedSamples(header.colourType);
  const pixel = samples * (header.depth === 16 ? 2 : 1);
  const stride = rowBytes + 1;
  const few = Math.min(height, Math.max(1, Math.floor(batchBytes / stride)));
  // One more row than a batch: its first is the last of the batch before, which filters look at.
  const memory = new Uint8Array((1 + few) * stride);
  let row = 0;
  let filled = 0;
  const tooShort = `its data is too short for ${header.width} x ${height} pixels`;
  const tooLong = `its data is too long for ${header.width} x ${height} pixels`;
  for await (let piece of expanded(file, png, onRest)) {
    if (row === height && piece.length > 0) throw damaged("PNG", tooLong);
    while (piece.length > 0) {
      if (row === height) throw damaged("PNG", tooLong);
      const rows = Math.min(few, height - row);
      const part = piece.subarray(0, rows * stride - filled);
      memory.set(part, stride + filled);
      filled += part.length;
      piece = piece.subarray(part.length);
      if (filled < rows * stride) continue;
      yield* batch(rows);
      row += rows;
      filled = 0;
    }
  }
  if (row < height) throw damaged("PNG", tooShort);

  async function* batch(rows: number): AsyncGenerator<Uint8Array> {
    // The row above is there without a filter; above the first there is none.
    const [from, known] = row === 0 ? [stride, 0] : [0, 1];
    memory[0] = 0;
    await inTurns(unfilter(memory, from, known + rows, rowBytes, pixel), signal);
    const restored = memory.subarray(from, from + (known + rows) * rowBytes);
    const own = restored.subarray(known * rowBytes);
    yield header.depth < 8 ? unpackRows(own, rowBytes, header.depth, header.width * samples) : own;
    memory.copyWithin(1, from + (known + rows - 1) * rowBytes, from + (known + rows) * rowBytes);
  }
}
