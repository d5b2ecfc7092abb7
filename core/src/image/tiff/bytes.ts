import { readWhole, type ReadableFile } from "../../bytes/random-access.ts";

/** The bytes of a TIFF, wherever they are. */
export interface TiffBytes {
  readonly length: number;
  /** Those of [offset, offset + length), which lie within the file. */
  at(offset: number, length: number): Uint8Array;
}

export function tiffBytes(file: Uint8Array): TiffBytes {
  return {
    length: file.length,
    at: (offset, length) => file.subarray(offset, offset + length),
  };
}

/** What is read of a file at once, at least; how often; and how much in all. */
const [leastBytes, mostReads, mostBytes] = [1 << 16, 256, 2 ** 26];

/**
 * Does work on a TIFF that is not in memory: when it asks for bytes that were not read yet, these are read,
 * and it begins again.
 * @returns undefined where it would read too much, in memory as well: what many pages say stands all over a file
 */
export async function onTiffBytes<T>(
  file: ReadableFile,
  work: (bytes: TiffBytes) => T,
): Promise<T | undefined> {
  const read: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  const bytes: TiffBytes = {
    length: file.size,
    at(offset, length) {
      for (const { start, bytes: part } of read) {
        const from = offset - start;
        if (from >= 0 && from + length <= part.length) return part.subarray(from, from + length);
      }
      throw new NotRead(offset, length);
    },
  };
  for (let total = 0; ;) {
    try {
      return work(bytes);
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      const { offset } = error;
      const length = Math.min(Math.max(error.length, leastBytes), file.size - offset);
      total += length;
      if (read.length === mostReads || total > mostBytes) return undefined;
      read.push({ start: offset, bytes: await readWhole(file, offset, length) });
    }
  }
}

class NotRead extends Error {
  readonly offset: number;
  readonly length: number;

  constructor(offset: number, length: number) {
    super("not read yet");
    this.offset = offset;
    this.length = length;
  }
}
