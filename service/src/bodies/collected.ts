const blockBytes = 1 << 16;
/** Pieces from this size on are kept as they are; smaller ones share a block, since each costs memory. */
const ownBytes = 1 << 14;

/** Bytes that come in pieces of any size. */
export class Collected {
  readonly #blocks: Uint8Array[] = [];
  #block: Uint8Array = new Uint8Array(0);
  #used = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Uint8Array): void {
    this.#length += piece.length;
    if (piece.length >= ownBytes) {
      this.#endBlock();
      this.#blocks.push(piece);
      return;
    }
    if (this.#used + piece.length > this.#block.length) {
      this.#endBlock();
      this.#block = new Uint8Array(blockBytes);
    }
    this.#block.set(piece, this.#used);
    this.#used += piece.length;
  }

  /** All of them in a row, in memory of their own. */
  joined(): Uint8Array<ArrayBuffer> {
    this.#endBlock();
    const whole = new Uint8Array(this.#length);
    let offset = 0;
    for (const block of this.#blocks) {
      whole.set(block, offset);
      offset += block.length;
    }
    return whole;
  }

  #endBlock(): void {
    if (this.#used > 0) this.#blocks.push(this.#block.subarray(0, this.#used));
    this.#block = this.#block.subarray(this.#used);
    this.#used = 0;
  }
}
