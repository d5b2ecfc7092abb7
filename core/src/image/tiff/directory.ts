import { equal } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import { keptAsFile } from "../not-pixels.ts";
import { isLittleEndian } from "../tiff-header.ts";
import { Allowance } from "./allowance.ts";
import type { TiffBytes } from "./bytes.ts";
import { inByteOrder } from "./kept-tags.ts";
import { types, typeSizes } from "./tags.ts";

/** Where the values of a field stand. */
interface Field {
  readonly type: number;
  readonly count: number;
  readonly offset: number;
}

/** Bytes of a file from one place up to another. */
export interface Extent {
  readonly start: number;
  readonly end: number;
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

/** More pages than a fax has. */
const mostDirectories = 4096;

/**
 * The directories of a TIFF or BigTIFF file, one a page, each read when it is asked for.
 * @throws NotPixels "broken", or "unsupported" for too many
 */
export function* readDirectories(file: TiffBytes): Generator<TiffDirectory, void> {
  if (file.length < 16) throw damaged("TIFF", "its header is cut short");
  const allowance = new Allowance(file.length);
  const seen = new Set<number>();
  for (let start: number | undefined; start !== 0;) {
    if (seen.size === mostDirectories) {
      const most = mostDirectories.toLocaleString("en-US");
      throw keptAsFile(`a TIFF of more than ${most} pages`, `a TIFF of at most ${most} pages`);
    }
    const directory: TiffDirectory = new TiffDirectory(file, start, allowance);
    if (seen.has(directory.start)) throw damaged("TIFF", "its pages go round in a circle");
    seen.add(directory.start);
    yield directory;
    start = directory.next;
  }
}

/**
 * A directory. A number is what its reader asked for, or the file is refused: nothing walks by one that
 * no one has bounded.
 */
export class TiffDirectory {
  /** Whether the file's numbers have their low byte first. */
  readonly littleEndian: boolean;
  /** Where it stands. */
  readonly start: number;
  /** Where the next directory is; 0 where there is none. */
  readonly next: number;
  /** What may be read of this directory and of the file's others. */
  readonly allowance: Allowance;
  /** Where the file's header, this directory and the values of its fields stand. */
  readonly extents: Extent[] = [];
  readonly #file: TiffBytes;
  readonly #big: boolean;
  readonly #fields = new Map<number, Field>();

  /**
   * @param file of 16 bytes at the least
   * @param start where it stands; where the header says when not given
   * @param allowance one for all directories of a file
   * @throws NotPixels "broken"
   */
  constructor(file: TiffBytes, start?: number, allowance: Allowance = new Allowance(file.length)) {
    this.#file = file;
    this.allowance = allowance;
    this.littleEndian = isLittleEndian(file.at(0, 4));
    this.#big = this.#short(2) === 43;
    const at = start ?? this.#offset(this.#big ? 8 : 4);
    this.start = at;
    const [head, entry] = this.#big ? [8, 20] : [2, 12];
    this.#within(at, head);
    const count = this.#big ? this.#long8(at) : this.#short(at);
    const end = at + head + count * entry;
    this.#within(at + head, count * entry + (this.#big ? 8 : 4));
    allowance.takeValues(count * entry);
    for (let field = at + head; field < end; field += entry) this.#read(field);
    this.next = this.#offset(end);
    this.extents.push(
      { start: 0, end: this.#big ? 16 : 8 },
      { start: at, end: end + (this.#big ? 8 : 4) },
    );
  }

  /** All tags. */
  tags(): Iterable<number> {
    return this.#fields.keys();
  }

  /** Bytes of a field's values; undefined where its type is unknown or they lie outside. */
  size(tag: number): number | undefined {
    const { type, count, offset } = this.#fields.get(tag)!;
    const length = count * (typeSizes.get(type)?.value ?? Infinity);
    return offset + length <= this.#file.length ? length : undefined;
  }

  /** A field as it stands, big-endian, where it has a {@link size}. */
  field(tag: number): { type: number; count: number; values: Uint8Array } | undefined {
    const length = this.size(tag);
    if (length === undefined) return undefined;
    const { type, count, offset } = this.#fields.get(tag)!;
    const bytes = this.#values(offset, length);
    return { type, count, values: inByteOrder(bytes, type, this.littleEndian) };
  }

  /** Whether a tag is in both directories of a file with the same values, or in neither. */
  agrees(other: TiffDirectory, tag: number): boolean {
    const [own, its] = [this.#fields.get(tag), other.#fields.get(tag)];
    if (own === undefined || its === undefined) return own === its;
    if (own.type !== its.type || own.count !== its.count) return false;
    // Writers let pages share what they all say.
    if (own.offset === its.offset) return true;
    const length = this.size(tag);
    if (length === undefined || length !== other.size(tag)) return false;
    return equal(this.#values(own.offset, length), this.#file.at(its.offset, length));
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
    const size = sizes[type]!;
    this.allowance.takeValues(count * size);
    const view = this.#view(offset, count * size);
    return Array.from({ length: count }, (_, i) => {
      if (type === types.byte) return view.getUint8(i);
      if (type === types.short) return view.getUint16(2 * i, this.littleEndian);
      return type === types.long
        ? view.getUint32(4 * i, this.littleEndian)
        : this.#whole(view.getBigUint64(8 * i, this.littleEndian));
    });
  }

  /** How many values a field has; 0 when it is not there. */
  count(tag: number): number {
    return this.#fields.get(tag)?.count ?? 0;
  }

  /** Whether there are bytes in a field, of a type for bytes that mean no numbers. */
  hasBytes(tag: number): boolean {
    return strings.has(this.#fields.get(tag)?.type ?? 0);
  }

  /** The bytes of a field, or undefined when there are none. */
  bytes(tag: number): Uint8Array | undefined {
    if (!this.hasBytes(tag)) return undefined;
    const { offset, count } = this.#take(tag, strings, 1);
    return this.#values(offset, count).slice();
  }

  /** A fraction as its two whole numbers, or undefined when there is none. */
  fraction(tag: number): readonly [number, number] | undefined {
    if (this.#fields.get(tag)?.type !== types.rational) return undefined;
    const { offset } = this.#take(tag, fractions, 1);
    return [this.#long(offset), this.#long(offset + 4)];
  }

  #read(at: number): void {
    const [tag, type] = [this.#short(at), this.#short(at + 2)];
    const count = this.#big ? this.#long8(at + 4) : this.#long(at + 4);
    const inPlace = at + (this.#big ? 12 : 8);
    // Of types without a size nothing is read.
    const size = sizes[type] ?? typeSizes.get(type)?.value ?? 0;
    const fits = count * size <= (this.#big ? 8 : 4);
    // As in libtiff, the first of equal ones counts.
    if (this.has(tag)) return;
    const offset = fits ? inPlace : this.#offset(inPlace);
    this.#fields.set(tag, { type, count, offset });
    if (!fits) this.extents.push({ start: offset, end: offset + count * size });
  }

  #take(tag: number, allowed: ReadonlySet<number>, least: number): Field {
    const field = this.#fields.get(tag);
    if (field === undefined || !allowed.has(field.type) || field.count < least) {
      throw damaged("TIFF", `its tag ${tag} is missing or of a wrong type`);
    }
    this.#within(field.offset, field.count * sizes[field.type]!);
    return field;
  }

  #values(offset: number, length: number): Uint8Array {
    this.allowance.takeValues(length);
    return this.#file.at(offset, length);
  }

  #offset(at: number): number {
    return this.#big ? this.#long8(at) : this.#long(at);
  }

  #short(at: number): number {
    return this.#view(at, 2).getUint16(0, this.littleEndian);
  }

  #long(at: number): number {
    return this.#view(at, 4).getUint32(0, this.littleEndian);
  }

  #long8(at: number): number {
    return this.#whole(this.#view(at, 8).getBigUint64(0, this.littleEndian));
  }

  #view(at: number, length: number): DataView {
    const { buffer, byteOffset } = this.#file.at(at, length);
    return new DataView(buffer, byteOffset, length);
  }

  #whole(value: bigint): number {
    if (value > Number.MAX_SAFE_INTEGER) throw damaged("TIFF", "one of its numbers is too large");
    return Number(value);
  }

  #within(offset: number, length: number): void {
    if (offset + length > this.#file.length) {
      throw damaged("TIFF", "one of its offsets lies outside of it");
    }
  }
}
