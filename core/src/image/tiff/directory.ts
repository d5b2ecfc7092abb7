import { asFile, NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { isLittleEndian } from "../exif.ts";
import { types } from "./tags.ts";

/** Where the values of a field stand. */
interface Field {
  readonly type: number;
  readonly count: number;
  readonly offset: number;
}

/** Bytes of one value, by the field's type. */
const sizes: Readonly<Record<number, number>> = {
  [types.byte]: 1,
  [types.short]: 2,
  [types.long]: 4,
  [types.rational]: 8,
  [types.undefined]: 1,
  [types.long8]: 8,
};
const integers: ReadonlySet<number> = new Set([types.byte, types.short, types.long, types.long8]);
const strings: ReadonlySet<number> = new Set([types.byte, types.undefined]);
const fractions: ReadonlySet<number> = new Set([types.rational]);

/**
 * The only directory of a TIFF or BigTIFF file. A number is what its reader asked for, or the file is
 * refused: nothing walks by one that no one has bounded.
 */
export class TiffDirectory {
  /** Whether the file's numbers have their low byte first. */
  readonly littleEndian: boolean;
  readonly #view: DataView;
  readonly #big: boolean;
  readonly #fields = new Map<number, Field>();

  /** @throws NeuroveilError "broken", or "unsupported" when another directory follows */
  constructor(file: Uint8Array) {
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    this.littleEndian = isLittleEndian(file);
    if (file.length < 16) throw damaged("TIFF", "its header is cut short");
    this.#big = this.#view.getUint16(2, this.littleEndian) === 43;
    const start = this.#offset(this.#big ? 8 : 4);
    const [head, entry] = this.#big ? [8, 20] : [2, 12];
    this.#within(start, head);
    const count = this.#big ? this.#long8(start) : this.#view.getUint16(start, this.littleEndian);
    this.#within(start + head, count * entry + (this.#big ? 8 : 4));
    for (let at = start + head; at < start + head + count * entry; at += entry) this.#read(at);
    if (this.#offset(start + head + count * entry) !== 0) {
      throw new NeuroveilError("unsupported", {
        expected: "a TIFF of one page",
        got: "several",
        todo: asFile,
      });
    }
  }

  has(tag: number): boolean {
    return this.#fields.has(tag);
  }

  /** A whole number from `least` to `most`, or `standard` when the field is not there. */
  integer(tag: number, least: number, most: number, standard?: number): number {
    if (standard !== undefined && !this.has(tag)) return standard;
    const [value] = this.integers(tag, 1);
    if (value! >= least && value! <= most) return value!;
    throw damaged("TIFF", `its tag ${tag} is ${value}, not ${least} to ${most}`);
  }

  /** The first `count` of a field's whole numbers, each at most 2^53. */
  integers(tag: number, count: number): number[] {
    const { type, offset } = this.#take(tag, integers, count);
    return Array.from({ length: count }, (_, i) => {
      const at = offset + i * sizes[type]!;
      if (type === types.byte) return this.#view.getUint8(at);
      if (type === types.short) return this.#view.getUint16(at, this.littleEndian);
      return type === types.long ? this.#view.getUint32(at, this.littleEndian) : this.#long8(at);
    });
  }

  /** How many values a field has; 0 when it is not there. */
  count(tag: number): number {
    return this.#fields.get(tag)?.count ?? 0;
  }

  /** The bytes of a field, or undefined when there are none. */
  bytes(tag: number): Uint8Array | undefined {
    if (!strings.has(this.#fields.get(tag)?.type ?? 0)) return undefined;
    const { offset, count } = this.#take(tag, strings, 1);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + offset, count).slice();
  }

  /** A fraction as its two whole numbers, or undefined when there is none. */
  fraction(tag: number): readonly [number, number] | undefined {
    if (this.#fields.get(tag)?.type !== types.rational) return undefined;
    const { offset } = this.#take(tag, fractions, 1);
    return [
      this.#view.getUint32(offset, this.littleEndian),
      this.#view.getUint32(offset + 4, this.littleEndian),
    ];
  }

  #read(at: number): void {
    const tag = this.#view.getUint16(at, this.littleEndian);
    const type = this.#view.getUint16(at + 2, this.littleEndian);
    const count = this.#big ? this.#long8(at + 4) : this.#view.getUint32(at + 4, this.littleEndian);
    const inPlace = at + (this.#big ? 12 : 8);
    // Of types without a size here nothing is read.
    const fits = count * (sizes[type] ?? 0) <= (this.#big ? 8 : 4);
    // As in libtiff, the first of equal ones counts.
    if (this.has(tag)) return;
    this.#fields.set(tag, { type, count, offset: fits ? inPlace : this.#offset(inPlace) });
  }

  #take(tag: number, allowed: ReadonlySet<number>, least: number): Field {
    const field = this.#fields.get(tag);
    if (field === undefined || !allowed.has(field.type) || field.count < least) {
      throw damaged("TIFF", `its tag ${tag} is missing or of a wrong type`);
    }
    this.#within(field.offset, field.count * sizes[field.type]!);
    return field;
  }

  #offset(at: number): number {
    return this.#big ? this.#long8(at) : this.#view.getUint32(at, this.littleEndian);
  }

  #long8(at: number): number {
    const value = this.#view.getBigUint64(at, this.littleEndian);
    if (value > Number.MAX_SAFE_INTEGER) throw damaged("TIFF", "one of its numbers is too large");
    return Number(value);
  }

  #within(offset: number, length: number): void {
    if (offset + length > this.#view.byteLength) {
      throw damaged("TIFF", "one of its offsets lies outside of it");
    }
  }
}
