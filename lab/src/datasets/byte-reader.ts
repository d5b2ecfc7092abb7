import { open, type FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";

/** The bytes of a file in order, unpacked on the way where it is gzip; never all of them in memory. */
export class ByteReader {
  readonly path: string;
  /** Bytes of the file as it lies there; undefined where it is packed. */
  readonly size: number | undefined;
  readonly #stream: Readable;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  private constructor(path: string, size: number | undefined, stream: Readable) {
    this.path = path;
    this.size = size;
    this.#stream = stream;
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  /** @throws {NeuroveilError} "input" when there is no such file or it may not be read */
  static async open(path: string): Promise<ByteReader> {
    const handle = await open(path).catch((error: unknown) => {
      throw systemError("input", `to read ${printable(path)}`, error);
    });
    try {
      const packed = await isGzip(handle);
      const size = packed ? undefined : (await handle.stat()).size;
      const file = handle.createReadStream({ start: 0 });
      // The iteration meets the error of either stream; nothing is left to do about it here.
      const stream = packed ? pipeline(file, createGunzip(), () => undefined) : file;
      return new ByteReader(path, size, stream);
    } catch (error) {
      await handle.close();
      throw systemError("input", `to read ${printable(path)}`, error);
    }
  }

  /**
   * The next `length` bytes, in memory of their own; fewer only at the end.
   * @throws {NeuroveilError} "broken" where the packed data are damaged or cut off
   */
  async read(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) {
        const piece = await this.#next();
        if (piece === undefined) return bytes.subarray(0, filled);
        this.#rest = piece;
      }
      const part = this.#rest.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return bytes;
  }

  close(): void {
    this.#stream.destroy();
  }

  async #next(): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await this.#pieces.next();
      return done === true ? undefined : value;
    } catch (error) {
      if (!isUnpacking(error)) throw systemError("input", `to read ${printable(this.path)}`, error);
      throw new NeuroveilError("broken", {
        expected: `gzip data to the end of ${this.path}`,
        got: error.message,
        todo: "get the file again from where it came",
        cause: error,
      });
    }
  }
}

async function isGzip(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

function isUnpacking(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("Z_")
  );
}
