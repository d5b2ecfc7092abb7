import { concat } from "../../bytes/arrays.ts";
import type { DirectoryEntry } from "../exif.ts";
import { types } from "./tags.ts";

/** Builds a TIFF file by appending values and, at the end, the directory that points to them. */
export class TiffBuilder {
  readonly littleEndian: boolean;
  /** Bytes, or how many are to come from elsewhere. */
  readonly #parts: (Uint8Array | number)[] = [];
  readonly #entries = new Map<number, Uint8Array>();
  readonly #offsets = new Map<Uint8Array, number>();
  readonly #links: { readonly at: number; readonly directory: number }[] = [];
  #length = 0;
  /** Where the next directory's offset stands: first in the header. */
  #link = 4;

  /** @param base a TIFF header with whatever follows it; the new file starts with a copy */
  constructor(base: Uint8Array, littleEndian: boolean) {
    this.littleEndian = littleEndian;
    this.append(base.slice());
  }

  /** Appends bytes at an even offset and returns it. */
  append(bytes: Uint8Array): number {
    if (this.#length % 2 === 1) this.#push(new Uint8Array(1));
    const offset = this.#length;
    this.#push(bytes);
    return offset;
  }

  /** Leaves room at an even offset and returns that. */
  leave(bytes: number): number {
    if (this.#length % 2 === 1) this.#push(new Uint8Array(1));
    const offset = this.#length;
    this.#parts.push(bytes);
    this.#length += bytes;
    return offset;
  }

  shorts(tag: number, values: readonly number[]): void {
    const bytes = new Uint8Array(2 * values.length);
    const view = new DataView(bytes.buffer);
    for (const [i, value] of values.entries()) view.setUint16(2 * i, value, this.littleEndian);
    this.field(tag, types.short, values.length, bytes);
  }

  longs(tag: number, values: readonly number[]): void {
    this.field(tag, types.long, values.length, this.#longs(values));
  }

  /** A fraction of two whole numbers. */
  rational(tag: number, numerator: number, denominator: number): void {
    this.field(tag, types.rational, 1, this.#longs([numerator, denominator]));
  }

  /** Adds a field of values that are already in the file's byte order. */
  field(tag: number, type: number, count: number, values: Uint8Array): void {
    const bytes = new Uint8Array(12);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, tag, this.littleEndian);
    view.setUint16(2, type, this.littleEndian);
    view.setUint32(4, count, this.littleEndian);
    if (values.length <= 4) bytes.set(values, 8);
    else view.setUint32(8, this.#appendOnce(values), this.littleEndian);
    this.entry({ tag, bytes });
  }

  /** Adds an entry unless its tag is there already. */
  entry({ tag, bytes }: DirectoryEntry): void {
    if (!this.#entries.has(tag)) this.#entries.set(tag, bytes);
  }

  /** Ends a page: the fields so far become its directory, and others can follow. */
  endPage(): void {
    const entries = [...this.#entries].toSorted(([a], [b]) => a - b);
    const count = new Uint8Array(2);
    new DataView(count.buffer).setUint16(0, entries.length, this.littleEndian);
    const end = new Uint8Array(4);
    const directory = this.append(concat([count, ...entries.map(([, bytes]) => bytes), end]));
    this.#links.push({ at: this.#link, directory });
    this.#link = this.#length - end.length;
    this.#entries.clear();
  }

  /** The file, with the directory of all fields as the last page. */
  finish(): Uint8Array {
    const file = concat(this.pieces().map(({ bytes }) => bytes));
    if (file.length !== this.#length) throw new RangeError("a file of which parts are elsewhere");
    return file;
  }

  /** The same in pieces, and where each stands; nothing where room was left. */
  pieces(): { readonly at: number; readonly bytes: Uint8Array }[] {
    this.endPage();
    const pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
    let at = 0;
    for (const part of this.#parts) {
      if (typeof part !== "number") pieces.push({ at, bytes: part });
      at += typeof part === "number" ? part : part.length;
    }
    for (const { at: link, directory } of this.#links) {
      const piece = pieces.findLast((each) => each.at <= link)!;
      const { buffer, byteOffset } = piece.bytes;
      new DataView(buffer, byteOffset).setUint32(link - piece.at, directory, this.littleEndian);
    }
    return pieces;
  }

  /** What several pages say stands in the file once. */
  #appendOnce(values: Uint8Array): number {
    const offset = this.#offsets.get(values) ?? this.append(values);
    this.#offsets.set(values, offset);
    return offset;
  }

  #longs(values: readonly number[]): Uint8Array {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    for (const [i, value] of values.entries()) view.setUint32(4 * i, value, this.littleEndian);
    return bytes;
  }

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }
}
