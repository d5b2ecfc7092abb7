import { constants, deflateRawSync, deflateSync } from "node:zlib";
import { decodeCbor } from "../container/cbor/strict-cbor.ts";
import { concat } from "../bytes/arrays.ts";
import { caseFile } from "../image/cases.test.data.ts";
import { deflatedDicom } from "../image/dicom/made-dicom.test.data.ts";
import { decodeImage } from "../image/index.ts";
import {
  segment,
  writeJpeg,
  type JpegPlan,
  type PlannedScan,
} from "../image/jpeg/made-jpeg-scans.test.data.ts";
import { pngOf, type Part } from "../image/png/made-png.test.data.ts";
import { tiffFile, zstdFrame } from "../image/tiff/made-tiff.test.data.ts";
import { headerBytes } from "../image/png/header.ts";
import { tags } from "../image/tiff/tags.ts";
import { resultOrRefusal } from "./images.test.support.ts";
import { mutate } from "./mutate.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

/** A file that is small, or a few megabytes, and would like to be a lot of work. */
interface Bomb {
  readonly file: Uint8Array;
  readonly read: (file: Uint8Array) => Promise<unknown>;
}

const image = (file: Uint8Array): Bomb => ({ file, read: (bytes) => decodeImage(bytes) });

export const bombs: FuzzTarget<Bomb> = {
  id: "bombs",
  seeds: () =>
    Promise.resolve([...jpegs(), ...pngs(), ...tiffs(), ...dicoms()].map(image).concat(nested())),
  // Most stay as they are; damage must not arm them.
  mutate: ({ file }, random) => (random.chance(0.5) ? mutate(file, random, () => []) : file),
  async run(file, { read }) {
    const result = await resultOrRefusal(read(file));
    return typeof result === "string" ? result : "read";
  },
};

const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

function jpegs(): Uint8Array[] {
  const zeros = many(64, 0);
  const plan: JpegPlan = {
    width: 64,
    height: 64,
    components: [{ id: 1, h: 1, v: 1, table: 0, block: () => zeros }],
    quantization: [many(64, 1)],
  };
  const dc: PlannedScan = { components: [0], first: 0, last: 0, low: 13 };
  const refinements = Array.from({ length: 90 }, (): PlannedScan => ({
    components: [0],
    first: 1,
    last: 63,
    high: 1,
  }));
  const emptyTables = segment(0xc4, new Uint8Array(17 * 3850));
  const tables = segment(0xdb, new Uint8Array(65 * 1000));
  return [
    // Tables by the thousand, of which one is used.
    writeJpeg({ ...plan, before: many(30, emptyTables) }),
    writeJpeg({ ...plan, before: many(30, tables) }),
    writeJpeg({ ...plan, before: many(16_000, segment(0xfe)) }),
    // Scans that all go over all blocks.
    writeJpeg({
      ...plan,
      width: 800,
      height: 800,
      progressive: true,
      scans: [dc, { components: [0], first: 1, last: 63, low: 1 }, ...refinements],
    }),
    writeJpeg({ ...plan, scans: many(10_000, { components: [0] }) }),
    // A frame without data.
    withSize(writeJpeg(plan), 65_500, 16_000),
    withSize(writeJpeg(plan), 65_535, 65_535),
    // Restart markers wherever one can be.
    writeJpeg({ ...plan, width: 1600, height: 1600, restart: 1 }),
  ];
}

function withSize(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const file = jpeg.slice();
  const frame = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc1);
  new DataView(file.buffer).setUint32(frame + 5, height * 65_536 + width);
  return file;
}

/** Deflated data sets: of zeros, more than one may have by its limit; of elements without values. */
function dicoms(): Uint8Array[] {
  const piece = 1 << 24;
  const zeros = new Uint8Array(piece);
  const element = Uint8Array.of(8, 0, 8, 0, 0x43, 0x53, 0, 0);
  const elements = zeros.map((_, i) => element[i & 7]!);
  return (
    [
      [zeros, 4],
      [zeros, 73],
      [elements, 4],
    ] as const
  ).map(([bytes, times]) => {
    // Blocks that go on where the one before ended.
    const block = deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
    const last = deflateRawSync(new Uint8Array());
    return deflatedDicom(caseFile("pydicom-frames.dcm"), () =>
      concat([...many(times, block), last]),
    );
  });
}

function pngs(): Uint8Array[] {
  const size = (width: number, height: number): Part => [
    "IHDR",
    headerBytes({ width, height, depth: 8, colourType: 0, interlaced: false }),
  ];
  const rows: Part = ["IDAT", deflateSync(new Uint8Array(2 * 3))];
  const end: Part = ["IEND", new Uint8Array()];
  const name = new TextEncoder().encode("name\0\0");
  const deflated = deflateSync(new Uint8Array(1 << 26));
  return [
    pngOf([size(1, 3), ...many<Part>(200_000, ["teXt", new Uint8Array()]), rows, end]),
    pngOf([size(1, 3), ...many<Part>(200_000, ["IDAT", new Uint8Array()]), rows, end]),
    pngOf([size(1, 3), ["iCCP", concat([name, deflated])], rows, end]),
    pngOf([size(1, 3), ["zTXt", concat([name, deflated])], rows, end]),
    pngOf([size(2 ** 31 - 1, 2 ** 31 - 1), rows, end]),
    pngOf([size(30_000, 30_000), rows, end]),
    // As much as is asked for, and more.
    pngOf([size(8191, 8192), ["IDAT", deflated], end]),
    pngOf([size(1, 3), ["IDAT", deflated], end]),
  ];
}

function tiffs(): Uint8Array[] {
  const form = { width: 16, height: 16, channels: 1, bits: 8 } as const;
  const samples = many(256, 0);
  const strip = { type: 7, values: [...zstdFrame(1, 1 << 17, Uint8Array.of(7))] };
  return [
    tiffFile(samples, form, {
      [tags.imageLength]: [65_535],
      [tags.rowsPerStrip]: [1],
      [tags.stripOffsets]: many(65_535, 8),
      [tags.stripByteCounts]: many(65_535, 16),
    }),
    tiffFile(samples, { ...form, tile: [16, 16] }, { [tags.tileWidth]: [1 << 16] }),
    tiffFile(samples, { ...form, compression: 50000 }, { [tags.icc]: strip }),
    tiffFile(samples, form, Object.fromEntries(many(3000, 0).map((_, i) => [1000 + i, [i]]))),
  ];
}

/** CBOR arrays within arrays, and as many items as are allowed. */
function nested(): Bomb[] {
  const read = (bytes: Uint8Array): Promise<unknown> =>
    new Promise((resolve) => {
      resolve(decodeCbor(bytes, "a record", { bytes: 2 ** 28, items: 65_536 }));
    });
  const deep = (levels: number): Uint8Array =>
    new Uint8Array(levels + 1).fill(0x81).with(levels, 0);
  const wide = new Uint8Array(65_539);
  wide.set([0x99, 0xff, 0xff]);
  return [deep(3000), deep(4000), deep(60_000), wide].map((file) => ({ file, read }));
}
