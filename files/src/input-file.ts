import { open, type FileHandle } from "node:fs/promises";
import type { ReadableFile } from "neuroveil";
import { NeuroveilError } from "neuroveil/errors";
import { printable } from "./printable.ts";
import { systemError } from "./system-errors.ts";
import { systemPath } from "./system-path.ts";

/** A file that is read in places, and not held as a whole. */
export class InputFile implements ReadableFile {
  readonly size: number;
  readonly #path: string;
  readonly #handle: FileHandle;
  /** When it was last changed, in nanoseconds, as of its opening. */
  readonly #changed: bigint;

  private constructor(path: string, handle: FileHandle, size: number, changed: bigint) {
    this.#path = path;
    this.#handle = handle;
    this.size = size;
    this.#changed = changed;
  }

  /** @throws {NeuroveilError} "input" when it cannot be read */
  static async open(path: string): Promise<InputFile> {
    return await attempt(path, async () => {
      const handle = await open(systemPath(path));
      try {
        const { size, mtimeNs } = await handle.stat({ bigint: true });
        return new InputFile(path, handle, Number(size), mtimeNs);
      } catch (error) {
        await handle.close();
        throw error;
      }
    });
  }

  /** Opens a file for as long as `use` takes. */
  static async using<T>(path: string, use: (file: InputFile) => Promise<T>): Promise<T> {
    const file = await InputFile.open(path);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }

  async read(
    start: number,
    length: number,
    bytes: Uint8Array<ArrayBuffer> = new Uint8Array(length),
  ): Promise<Uint8Array> {
    return await attempt(this.#path, async () => {
      const { bytesRead } = await this.#handle.read(bytes, 0, length, start);
      return bytes.subarray(0, bytesRead);
    });
  }

  /**
   * Call it when all was read: somebody may have written to it meanwhile.
   * @throws {NeuroveilError} "input" when it has another length or time than when it was opened
   */
  async requireUnchanged(): Promise<void> {
    const { size, mtimeNs } = await attempt(this.#path, () => this.#handle.stat({ bigint: true }));
    if (Number(size) === this.size && mtimeNs === this.#changed) return;
    throw new NeuroveilError("input", {
      expected: `${printable(this.#path)} to stay as it is while it is read`,
      got: "changes to it",
      todo: "try again when nothing writes to it",
    });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw systemError("input", `to read ${printable(path)}`, error);
  }
}
