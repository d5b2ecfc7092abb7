import type { Sink } from "@neuroveil/files";
import { writeRaw } from "../terminal/streams.ts";

const firstRoom = 1 << 16;
/** Written at once: a pipe's reader may stop in between. */
const pieceBytes = 1 << 20;

/** Standard output as a place for a result: kept in memory, and written when all of it has been made. */
export class StandardOutput implements Sink {
  #memory = new Uint8Array(firstRoom);
  #length = 0;

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    const end = position + length;
    if (end > this.#memory.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#memory.length));
      larger.set(this.#memory.subarray(0, this.#length));
      this.#memory = larger;
    }
    this.#memory.set(bytes.subarray(offset, offset + length), position);
    this.#length = Math.max(this.#length, end);
    return Promise.resolve({ bytesWritten: length });
  }

  async writeAll(bytes: Uint8Array): Promise<void> {
    await this.write(bytes, 0, bytes.length, 0);
  }

  async commit(): Promise<void> {
    await writeToStandardOutput(this.#memory.subarray(0, this.#length));
  }

  discard(): Promise<void> {
    return Promise.resolve();
  }
}

/** @throws {NeuroveilError} "output" when the system refuses; a reader that stops ends the process */
export async function writeToStandardOutput(bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (!(await writeRaw(bytes.subarray(at, at + pieceBytes)))) return;
  }
}
