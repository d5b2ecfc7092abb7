import type { Sink } from "./sink.ts";

/** A result that is in memory until it is committed, and then handed over at once. */
export class MemoryOutput implements Sink {
  readonly #put: (bytes: Uint8Array) => Promise<void>;
  #bytes = new Uint8Array();
  #length = 0;

  constructor(put: (bytes: Uint8Array) => Promise<void>) {
    this.#put = put;
  }

  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    const end = position + length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(offset, offset + length), position);
    this.#length = Math.max(this.#length, end);
    return Promise.resolve({ bytesWritten: length });
  }

  writeAll(bytes: Uint8Array): Promise<void> {
    // Nobody changes what was handed over as a whole.
    this.#bytes = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
    this.#length = bytes.length;
    return Promise.resolve();
  }

  commit(): Promise<void> {
    return this.#put(this.#bytes.subarray(0, this.#length));
  }

  discard(): Promise<void> {
    this.#bytes = new Uint8Array();
    this.#length = 0;
    return Promise.resolve();
  }
}
