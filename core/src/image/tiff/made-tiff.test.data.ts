import { deflateSync } from "node:zlib";
import { concat } from "../../bytes/arrays.ts";
import { tags, types } from "./tags.ts";

/** How a TIFF is to be stored. */
export interface TiffForm {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly bits: number;
  readonly littleEndian?: boolean;
  readonly big?: boolean;
  /** Rows a strip, or a tile's width and length. */
  readonly strip?: number;
  readonly tile?: readonly [width: number, length: number];
  readonly planar?: boolean;
  readonly differences?: boolean;
  readonly compression?: 1 | 8 | 32773 | 50000;
}

/** Fields by tag; with another type than LONG where it says so. */
export type TiffFields = Readonly<Record<number, readonly number[] | TypedField>>;

interface TypedField {
  readonly type: number;
  readonly values: readonly number[];
}

/** TIFF's number for IEEE doubles, in which no tag of a sensible file is stored. */
export const double = 12;

/** Bytes of a number; a fraction has two of them. */
const sizes: Readonly<Record<number, number>> = {
  [types.byte]: 1,
  [types.ascii]: 1,
  [types.short]: 2,
  [types.long]: 4,
  [types.rational]: 4,
  [types.undefined]: 1,
  [types.long8]: 8,
  [double]: 8,
};

/** A TIFF file of samples, and of more fields or others than belong to them. */
export function tiffFile(
  samples: readonly number[],
  form: TiffForm,
  changed: TiffFields = {},
): Uint8Array {
  const { width, height, channels, bits, compression = 1, tile, planar = false } = form;
  const photometric = channels === 4 ? 5 : channels === 3 ? 2 : 1;
  const stripRows = Math.min(form.strip ?? height, height);
  const [blockWidth, blockHeight] = tile ?? [width, stripRows];
  const blocks: Uint8Array[] = [];
  for (let plane = 0; plane < (planar ? channels : 1); plane++) {
    for (let y = 0; y < height; y += blockHeight) {
      for (let x = 0; x < width; x += blockWidth) {
        const rows = tile === undefined ? Math.min(blockHeight, height - y) : blockHeight;
        const block = packRows({ x, y, width: blockWidth, rows, plane }, samples, form);
        blocks.push(packers[compression](block));
      }
    }
  }
  const fields: Record<number, readonly number[] | TypedField> = {
    [tags.imageWidth]: [width],
    [tags.imageLength]: [height],
    [tags.bitsPerSample]: { type: types.short, values: Array<number>(channels).fill(bits) },
    [tags.compression]: { type: types.short, values: [compression] },
    [tags.photometric]: { type: types.short, values: [photometric] },
    [tags.samplesPerPixel]: [channels],
    [tags.planarConfiguration]: [planar ? 2 : 1],
    [tags.predictor]: [form.differences === true ? 2 : 1],
    ...(tile === undefined
      ? { [tags.rowsPerStrip]: [stripRows] }
      : { [tags.tileWidth]: [tile[0]], [tags.tileLength]: [tile[1]] }),
    ...changed,
  };
  const [offsets, lengths] =
    tile === undefined
      ? ([tags.stripOffsets, tags.stripByteCounts] as const)
      : ([tags.tileOffsets, tags.tileByteCounts] as const);
  return assemble(fields, blocks, offsets, lengths, form);
}

interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: number;
  readonly plane: number;
}

/** The rows of a block as TIFF stores them, pixels outside of the image as 0. */
function packRows(block: Block, samples: readonly number[], form: TiffForm): Uint8Array {
  const { width, height, channels, bits, planar = false, littleEndian = false } = form;
  const count = planar ? 1 : channels;
  const rowBytes = Math.ceil((block.width * count * bits) / 8);
  const bytes = new Uint8Array(rowBytes * block.rows);
  for (let row = 0; row < block.rows; row++) {
    const values = Array.from({ length: block.width * count }, (_, i) => {
      const x = block.x + Math.floor(i / count);
      const y = block.y + row;
      if (x >= width || y >= height) return 0;
      return samples[(y * width + x) * channels + block.plane + (i % count)]!;
    });
    for (const [i, value] of values.entries()) {
      const before = form.differences === true && i >= count ? values[i - count]! : 0;
      const stored = (value - before) & (2 ** bits - 1);
      const swapped = bits === 16 && littleEndian ? (stored >> 8) | ((stored & 255) << 8) : stored;
      for (let bit = 0; bit < bits; bit++) {
        const at = i * bits + bit;
        if ((swapped >> (bits - 1 - bit)) & 1)
          bytes[row * rowBytes + (at >> 3)]! |= 128 >> (at & 7);
      }
    }
  }
  return bytes;
}

const packers: Readonly<Record<1 | 8 | 32773 | 50000, (bytes: Uint8Array) => Uint8Array>> = {
  1: (bytes) => bytes,
  8: (bytes) => deflateSync(bytes),
  // Literal runs of up to 128 bytes.
  32773: (bytes) =>
    concat(
      Array.from({ length: Math.ceil(bytes.length / 128) }, (_, i) => {
        const part = bytes.subarray(128 * i, 128 * (i + 1));
        return concat([Uint8Array.of(part.length - 1), part]);
      }),
    ),
  50000: (bytes) => zstdFrame(0, bytes.length, bytes),
};

/** A Zstandard frame of one block (RFC 8878, 3.1.1): 0 as it is, 1 one byte over and over. */
export function zstdFrame(kind: 0 | 1, length: number, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  // A single segment whose length takes four bytes.
  head[4] = 0xa0;
  view.setUint32(5, length, true);
  const block = 1 | (kind << 1) | (length << 3);
  view.setUint16(9, block, true);
  head[11] = block >> 16;
  return concat([head, content]);
}

function assemble(
  fields: TiffFields,
  blocks: readonly Uint8Array[],
  offsetsTag: number,
  lengthsTag: number,
  { littleEndian = false, big = false }: TiffForm,
): Uint8Array {
  const headBytes = big ? 16 : 8;
  const offsets: number[] = [];
  let end = headBytes;
  for (const block of blocks) {
    offsets.push(end);
    end += block.length;
  }
  const all = {
    [offsetsTag]: offsets,
    [lengthsTag]: blocks.map(({ length }) => length),
    ...fields,
  };
  const entries = Object.entries(all).map(([tag, field]): TypedField & { tag: number } =>
    "type" in field
      ? { tag: Number(tag), type: field.type, values: field.values }
      : { tag: Number(tag), type: types.long, values: field },
  );
  const [countBytes, entryBytes, inPlace] = big ? [8, 20, 8] : [2, 12, 4];
  const directory = end;
  const valuesStart = directory + countBytes + entries.length * entryBytes + inPlace;
  const file = new Uint8Array(
    entries.reduce((sum, { type, values }) => sum + sizes[type]! * values.length, valuesStart),
  );
  const view = new DataView(file.buffer);
  const write = (at: number, size: number, value: number, type?: number): void => {
    if (type === double) view.setFloat64(at, value, littleEndian);
    else if (size === 8) view.setBigUint64(at, BigInt(value), littleEndian);
    else if (size === 4) view.setUint32(at, value, littleEndian);
    else if (size === 2) view.setUint16(at, value, littleEndian);
    else view.setUint8(at, value);
  };
  file.set(new TextEncoder().encode(littleEndian ? "II" : "MM"));
  write(2, 2, big ? 43 : 42);
  if (big) write(4, 2, 8);
  write(big ? 8 : 4, inPlace, directory);
  for (const [i, block] of blocks.entries()) file.set(block, offsets[i]);
  write(directory, countBytes, entries.length);
  let values = valuesStart;
  for (const [i, entry] of entries.toSorted((a, b) => a.tag - b.tag).entries()) {
    const at = directory + countBytes + i * entryBytes;
    const size = sizes[entry.type]!;
    write(at, 2, entry.tag);
    write(at + 2, 2, entry.type);
    write(at + 4, inPlace, entry.values.length / (entry.type === types.rational ? 2 : 1));
    const place = at + 4 + inPlace;
    const outside = size * entry.values.length > inPlace;
    if (outside) write(place, inPlace, values);
    for (const [k, value] of entry.values.entries()) {
      write((outside ? values : place) + k * size, size, value, entry.type);
    }
    if (outside) values += size * entry.values.length;
  }
  return file;
}
