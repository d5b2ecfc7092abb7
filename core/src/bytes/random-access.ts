import { NeuroveilError } from "../errors.ts";

/** A file that can be read in any place, such as one that is too large for memory. */
export interface RandomAccess {
  /**
   * Bytes [start, start + length); fewer where the file ends.
   * @param room memory of that length that may be used for them
   */
  read(start: number, length: number, room?: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

/** One whose length is known. */
export interface ReadableFile extends RandomAccess {
  /** Bytes of the whole file. */
  readonly size: number;
}

/** What is read at once, where small pieces are asked for one after the other. */
const windowBytes = 1 << 20;

/** Reads small pieces of a file, which mostly follow each other, in few large reads. */
export class ReadWindow {
  readonly file: ReadableFile;
  readonly #room = new Uint8Array(windowBytes);
  #start = 0;
  #bytes: Uint8Array = new Uint8Array();

  constructor(file: ReadableFile) {
    this.file = file;
  }

  /**
   * Bytes [start, start + length), to be used before the next are asked for.
   * @throws NeuroveilError "input" where the file is shorter than it was
   */
  async read(start: number, length: number): Promise<Uint8Array> {
    const at = start - this.#start;
    if (at < 0 || at + length > this.#bytes.length) {
      const wanted = Math.max(length, Math.min(windowBytes, this.file.size - start));
      const room = wanted > windowBytes ? undefined : this.#room.subarray(0, wanted);
      this.#bytes = new Uint8Array();
      this.#bytes = await readWhole(this.file, start, wanted, room);
      this.#start = start;
      return this.#bytes.subarray(0, length);
    }
    return this.#bytes.subarray(at, at + length);
  }
}

/**
 * All of bytes [start, start + length).
 * @throws NeuroveilError "input" where the file is shorter than it was
 */
export async function readWhole(
  file: ReadableFile,
  start: number,
  length: number,
  room?: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const first = plain(await file.read(start, length, room));
  if (first.length === length) return first;
  // The system may give less at once.
  const bytes = new Uint8Array(length);
  bytes.set(first);
  for (let done = first.length; done < length;) {
    const more = await file.read(start + done, length - done);
    if (more.length === 0) throw changedMeanwhile();
    bytes.set(more, done);
    done += more.length;
  }
  return bytes;
}

/** A plain view, because the methods of a Node Buffer differ. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The refusal of a file that is not what it was when it was opened. */
export function changedMeanwhile(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "a file that stays as it is while it is read",
    got: "one that was changed meanwhile",
    todo: "try again when nothing writes to it",
  });
}

/** Bytes in memory, or a Blob, as a file. */
export function fileOf(input: Uint8Array | Blob): ReadableFile {
  if (input instanceof Uint8Array) {
    return {
      size: input.length,
      read: (start, length) => Promise.resolve(input.subarray(start, start + length)),
    };
  }
  return {
    size: input.size,
    read: async (start, length) =>
      new Uint8Array(await input.slice(start, start + length).arrayBuffer()),
  };
}
