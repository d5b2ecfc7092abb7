import { damaged } from "./damaged.ts";
import { letters } from "./letters.ts";

/** Reads a file's numbers one after another; what would lie outside of it is refused. */
export class ByteReader {
  readonly #file: Uint8Array;
  readonly #view: DataView;
  readonly #format: string;
  readonly #little: boolean;
  at: number;

  /** @param format how messages call it; @param start where to begin */
  constructor(file: Uint8Array, format: string, order: { readonly little: boolean }, start = 0) {
    this.#file = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    this.#format = format;
    this.#little = order.little;
    this.at = start;
  }

  /** Bytes from here to the end; negative behind it. */
  get left(): number {
    return this.#file.length - this.at;
  }

  u8(): number {
    return this.#view.getUint8(this.#next(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#next(2), this.#little);
  }

  u32(): number {
    return this.#view.getUint32(this.#next(4), this.#little);
  }

  i32(): number {
    return this.#view.getInt32(this.#next(4), this.#little);
  }

  /** A view of the next bytes. */
  bytes(length: number): Uint8Array {
    const start = this.#next(length);
    return this.#file.subarray(start, start + length);
  }

  letters(length: number): string {
    return letters(this.#file, this.#next(length), length);
  }

  #next(length: number): number {
    const start = this.at;
    if (start < 0 || start + length > this.#file.length) {
      throw damaged(this.#format, "it ends before all of it was there");
    }
    this.at = start + length;
    return start;
  }
}
