/**
 * Buffers for copies of chunks outside of shared memory, where WebCrypto takes them. They are used
 * again and again: fresh memory for every chunk would cost more than encrypting it.
 */
export class ChunkCopies {
  readonly #room: number;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  /** @param room length of the longest copy */
  constructor(room: number) {
    this.#room = room;
  }

  /** Lends a copy of `parts`, one after another, until `use` is done with it. */
  async lend<T>(
    parts: Iterable<Uint8Array>,
    use: (copy: Uint8Array<ArrayBuffer>) => Promise<T>,
  ): Promise<T> {
    const buffer = this.#free.pop() ?? new Uint8Array(this.#room);
    let length = 0;
    for (const part of parts) {
      buffer.set(part, length);
      length += part.length;
    }
    try {
      return await use(buffer.subarray(0, length));
    } finally {
      this.#free.push(buffer);
    }
  }
}
