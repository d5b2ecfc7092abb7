import { codecs } from "#codecs";
import { giveSpare, takeSpare } from "../memory/spare-memory.ts";

/** Where a carrier's bytes come to stand: parts are taken, filled and put, each once, in any order. */
export interface CarrierTarget {
  /** Called first, with the length of the whole carrier. */
  open(length: number): void;

  /** Memory for the bytes [start, start + length); what stands in it is undefined. */
  take(start: number, length: number): Uint8Array;

  /** The part is complete; its memory is not touched any more. */
  put(start: number, part: Uint8Array): Promise<void>;
}

/** Memory of the carrier's size, filled in place. */
class MemoryTarget implements CarrierTarget {
  #bytes: Uint8Array = new Uint8Array();

  /** The file, when all of it was put. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  open(length: number): void {
    this.#bytes = codecs.allocate(length);
  }

  take(start: number, length: number): Uint8Array {
    return this.#bytes.subarray(start, start + length);
  }

  put(): Promise<void> {
    return Promise.resolve();
  }
}

/** What `write` puts into a target, in memory, and what it resolves to. */
export async function inMemory<T>(
  write: (target: CarrierTarget) => Promise<T>,
): Promise<{ readonly bytes: Uint8Array; readonly value: T }> {
  const target = new MemoryTarget();
  const value = await write(target);
  return { bytes: target.bytes, value };
}

/** An open file that can be written at any place, such as Node's `FileHandle`. */
export interface PositionedFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
}

/** Longest part whose memory is used again: an IDAT chunk. */
const recycledBytes = (1 << 20) + 1024;

/**
 * A carrier that goes to a file while it is made: fresh memory for all of it would take longer to get
 * than to fill.
 */
export class FileTarget implements CarrierTarget {
  readonly #file: PositionedFile;
  readonly #free: Uint8Array[] = [];
  #length = 0;

  constructor(file: PositionedFile) {
    this.#file = file;
  }

  /** Bytes of the whole file. */
  get length(): number {
    return this.#length;
  }

  open(length: number): void {
    this.#length = length;
  }

  take(_start: number, length: number): Uint8Array {
    if (length > recycledBytes) return codecs.allocate(length);
    const memory = this.#free.pop() ?? takeSpare(recycledBytes, false);
    return (memory ?? codecs.allocate(recycledBytes)).subarray(0, length);
  }

  async put(start: number, part: Uint8Array): Promise<void> {
    for (let done = 0; done < part.length;) {
      const { bytesWritten } = await this.#file.write(part, done, part.length - done, start + done);
      done += bytesWritten;
    }
    if (part.length <= recycledBytes)
      this.#free.push(new Uint8Array(part.buffer, part.byteOffset, recycledBytes));
  }

  /** Leaves its memory to the next image, when everything was put. */
  close(): void {
    for (const memory of this.#free.splice(0)) giveSpare(memory);
  }
}
