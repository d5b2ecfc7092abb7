import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { concat } from "../bytes/arrays.ts";
import { fileOf } from "../bytes/random-access.ts";
import { NeuroveilError } from "../errors.ts";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage } from "./decode.ts";
import { streamEncoder, whyNotStreamed } from "./encode-stream.ts";
import { encodeImage } from "./encode.ts";
import type { Image, PngOrigin } from "./image.ts";
import { headerBytes, storedSamples, type PngHeader } from "./png/header.ts";
import { noise, pngFile, pngOf, type Part } from "./png/made-png.test.data.ts";
import { realFiles } from "./real-files.test.data.ts";
import { streamImage } from "./stream.ts";
import { tiffFile, type TiffForm } from "./tiff/made-tiff.test.data.ts";
import { encodeTiff } from "./tiff/write.ts";

/** What comes of a file that is not in memory, as {@link decodeImage} gives it; undefined where it has to be. */
async function inParts(file: Uint8Array): Promise<Image | undefined> {
  const streamed = await streamImage(fileOf(file));
  if (streamed === undefined) return undefined;
  const parts: Uint8Array[] = [];
  for await (const part of streamed.samples()) parts.push(part.slice());
  // A second time as well.
  let length = 0;
  for await (const part of streamed.samples()) length += part.length;
  const data = concat(parts);
  expect(length).toBe(data.length);
  const { width, height, channels, bits, colour, metadata } = streamed;
  return { width, height, channels, bits, colour, metadata, data };
}

async function outcome(work: Promise<Image | undefined>): Promise<Image | string | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NeuroveilError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

async function expectSame(file: Uint8Array): Promise<void> {
  const whole = await outcome(decodeImage(file));
  const parts = await outcome(inParts(file));
  if (typeof parts === "string" || typeof whole === "string") expect(parts).toBe(whole);
  else expectEqual(parts!, whole!);
}

/** Samples are many, and compared at once. */
function expectEqual({ data, ...parts }: Image, { data: samples, ...whole }: Image): void {
  expect(Buffer.compare(data, samples)).toBe(0);
  expect(parts).toEqual(whole);
}

/** Rows of noise behind filters of all kinds. */
function filteredRows(header: PngHeader): Uint8Array {
  const bits = storedSamples(header.colourType) * header.depth;
  const stride = 1 + Math.ceil((header.width * bits) / 8);
  return noise(stride * header.height, 3).map((byte, i) => (i % stride === 0 ? byte % 5 : byte));
}

const palette: Part = ["PLTE", Uint8Array.from({ length: 768 }, (_, i) => 7 * i)];
const shapes: readonly [PngHeader["colourType"], PngHeader["depth"], readonly Part[]][] = [
  [0, 1, []],
  [0, 4, [["tRNS", Uint8Array.of(0, 7)]]],
  [0, 16, []],
  [
    2,
    8,
    [
      ["tRNS", Uint8Array.of(0, 1, 0, 2, 0, 3)],
      ["tEXt", Uint8Array.of(65, 0, 66)],
    ],
  ],
  [2, 16, []],
  [3, 2, [["PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)]]],
  [3, 8, [palette, ["tRNS", Uint8Array.of(0, 128)]]],
  [4, 8, []],
  [6, 16, []],
];

describe("a PNG", () => {
  test.each(shapes)("of colour type %i and %i bits", async (colourType, depth, before) => {
    const header = { width: 37, height: 211, colourType, depth, interlaced: false } as const;
    await expectSame(pngFile(header, filteredRows(header), before));
  });

  const header: PngHeader = { width: 900, height: 700, colourType: 2, depth: 8, interlaced: false };
  const rows = filteredRows(header);
  const ihdr: Part = ["IHDR", headerBytes(header)];
  const iend: Part = ["IEND", new Uint8Array()];

  /** The data of several batches, in IDAT chunks of `bytes` each. */
  function cut(data: Uint8Array, bytes: number): Part[] {
    const count = Math.ceil(data.length / bytes);
    return Array.from({ length: count }, (_, i) => [
      "IDAT",
      data.subarray(i * bytes, (i + 1) * bytes),
    ]);
  }

  test.each<[string, number, number]>([
    ["compressed", 6, 8192],
    ["stored", 0, 8192],
    ["stored in one chunk", 0, 2 ** 31],
    // Several chunks of nothing, and of a byte.
    ["in bytes", 6, 700_000],
  ])("of several batches, %s", async (_, level, bytes) => {
    const data = deflateSync(rows, { level });
    await expectSame(pngOf([ihdr, ...cut(data, bytes), ["IDAT", new Uint8Array()], iend]));
  });

  test("of stored blocks that are followed by compressed ones", async () => {
    const [first, rest] = [rows.subarray(0, 60_000), rows.subarray(60_000)];
    const head = Uint8Array.of(0x78, 0x01, 0, first.length & 255, first.length >> 8);
    const lengths = Uint8Array.of(~first.length & 255, (~first.length >> 8) & 255);
    const compressed = deflateSync(rest, { level: 1 }).subarray(2, -4);
    const sum = deflateSync(rows).subarray(-4);
    await expectSame(
      pngOf([ihdr, ["IDAT", concat([head, lengths, first, compressed, sum])], iend]),
    );
  });

  const data = deflateSync(rows, { level: 1 });
  test.each<[string, () => Uint8Array]>([
    ["too short", () => pngOf([ihdr, ["IDAT", deflateSync(rows.subarray(0, -1))], iend])],
    ["too long", () => pngOf([ihdr, ["IDAT", deflateSync(concat([rows, rows]))], iend])],
    ["cut short", () => pngOf([ihdr, ["IDAT", data.subarray(0, -100)], iend])],
    [
      "stored and cut short",
      () => pngOf([ihdr, ["IDAT", deflateSync(rows, { level: 0 }).subarray(0, -100)], iend]),
    ],
    [
      "with a wrong sum",
      () => pngOf([ihdr, ["IDAT", concat([data.subarray(0, -1), Uint8Array.of(0)])], iend]),
    ],
    [
      "with a wrong CRC",
      () =>
        pngOf([ihdr, ["IDAT", data], iend])
          .with(200_000, 0)
          .with(200_001, 1),
    ],
    [
      "with an unknown filter",
      () => pngOf([ihdr, ["IDAT", deflateSync(rows.with(2701 * 500, 9))], iend]),
    ],
    ["without an end", () => pngOf([ihdr, ["IDAT", data]])],
    ["of no data", () => pngOf([ihdr, iend])],
    [
      "of another critical chunk",
      () => pngOf([ihdr, ["ABCD", new Uint8Array()], ["IDAT", data], iend]),
    ],
  ])("%s is refused alike", async (_, file) => {
    const whole = await outcome(decodeImage(file()));
    const parts = await outcome(inParts(file()));
    const code = (refusal: unknown): string => String(refusal).split(":")[0]!;
    expect(typeof whole).toBe("string");
    expect(code(parts)).toBe(code(whole));
  });

  test("that is interlaced has to be in memory", async () => {
    expect(await inParts((await encodeImage(gray({ interlaced: true }))).bytes)).toBeUndefined();
  });

  test("that is not one picture: what is behind it is told", async () => {
    const file = concat([
      pngOf([ihdr, ["IDAT", concat([data, noise(9, 1)])], iend]),
      noise(70_000, 2),
    ]);
    const streamed = await streamImage(fileOf(file));
    for await (const _ of streamed!.samples());
    expect(streamed!.leftovers()).toEqual([
      { what: "data behind its end (IEND)", bytes: 70_000, picture: true },
      { what: "data behind its compressed pixels (IDAT)", bytes: 9, picture: true },
    ]);
  });
});

function gray(png: Partial<PngOrigin>): Image {
  const origin = { colourType: 0, depth: 8, interlaced: false, ...png } as const;
  return {
    width: 9,
    height: 11,
    channels: 1,
    bits: 8,
    colour: "gray",
    data: noise(99, 5),
    metadata: { png: origin },
  };
}

describe("a TIFF", () => {
  const form = { width: 50, height: 70, channels: 3, bits: 8 } as const;
  const samples = [...noise(50 * 70 * 4, 1)];
  test.each<[string, TiffForm]>([
    ["one strip", form],
    ["strips", { ...form, strip: 9 }],
    ["compressed strips", { ...form, strip: 9, compression: 8 }],
    ["differences", { ...form, strip: 64, compression: 8, differences: true }],
    ["tiles", { ...form, tile: [16, 32] }],
    ["compressed tiles", { ...form, tile: [16, 16], compression: 50000 }],
    ["BigTIFF", { ...form, big: true, strip: 8 }],
    ["little-endian, 16 bits", { ...form, bits: 16, littleEndian: true, strip: 10 }],
    ["12 bits, gray", { ...form, channels: 1, bits: 12 }],
    ["CMYK", { ...form, channels: 4, compression: 32773 }],
  ])("of %s", async (_, how) => {
    await expectSame(tiffFile(samples.slice(0, how.width * how.height * how.channels), how));
  });

  test.each<[string, TiffForm]>([
    ["channels apart", { ...form, planar: true }],
    ["32 bits", { ...form, channels: 1, bits: 32 }],
  ])("of %s has to be in memory", async (_, how) => {
    const file = tiffFile(samples.slice(0, how.width * how.height * how.channels), how);
    expect(await inParts(file)).toBeUndefined();
  });

  test("whose strip is cut short is refused alike", async () => {
    const file = tiffFile(samples.slice(0, 50 * 70 * 3), { ...form, compression: 8 });
    file[2000]! ^= 255;
    expect(await outcome(inParts(file))).toBe(await outcome(decodeImage(file)));
  });
});

test.each([
  "gdal-copies.tif",
  "gdal-mask.tif",
  "pillow-fax-rle.tif",
  "tiffcp-fax-g3-1d-fill.tif",
  "tiffcp-fax-g3-2d-lsb.tif",
  "tiffcp-fax-g4-tiles.tif",
  "tiffcp-jpeg-gray.tif",
  "tiffcp-jpeg-rgb-strips.tif",
  "tiffcp-jpeg-rgba.tif",
  "tiffcp-jpeg-ycc-tiles.tif",
])("%s", async (name) => {
  const streamed = await streamImage(fileOf(caseFile(name)));
  expect(streamed).toBeDefined();
  await expectSame(caseFile(name));
});

test.each(realFiles(/\.(png|tiff?)$/i))("$path", async ({ read }) => {
  const file = read();
  // Large ones would take minutes.
  if (file.length > 500_000) return;
  const parts = await outcome(inParts(file));
  if (parts === undefined || typeof parts === "string") return;
  expectEqual(parts, await decodeImage(file));
});

describe("what is encoded in parts decodes to the same", () => {
  const image = (
    channels: number,
    bits: number,
    colour: Image["colour"],
    metadata: Image["metadata"] = {},
  ): Image => {
    const [width, height] = [400, 900];
    const data = noise(width * height * channels * (bits > 8 ? 2 : 1), bits).map((byte, i) => {
      const high = bits > 8 && i % 2 === 0;
      return bits === 16 || bits === 8 || (bits > 8 && !high)
        ? byte
        : byte & ((1 << (bits % 8)) - 1);
    });
    return { width, height, channels, bits, colour, data, metadata };
  };
  const density = { x: 300, y: 300, unit: "inch" } as const;
  const transparency = Uint8Array.of(0, 9);

  test.each<[string, Image]>([
    ["gray", image(1, 8, "gray")],
    ["1 bit", image(1, 1, "gray")],
    ["gray and alpha", image(2, 16, "gray-alpha", { density })],
    [
      "RGB as PNG",
      image(3, 8, "rgb", {
        png: {
          colourType: 2,
          depth: 8,
          interlaced: false,
          chunks: [{ type: "tEXt", data: Uint8Array.of(65, 0, 66), place: "after-data" }],
        },
      }),
    ],
    ["12 bits", image(3, 12, "rgb")],
    ["CMYK", image(4, 8, "cmyk", { density })],
    [
      "CMYK of 16 bits",
      image(4, 16, "cmyk", {
        exif: Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      }),
    ],
    [
      "signed",
      image(1, 16, "gray", {
        origin: { format: "tiff", layout: { channels: 1, bits: 16, kind: "signed", pages: 1 } },
      }),
    ],
    [
      "no palette of its own after all",
      image(3, 8, "rgb", {
        png: { colourType: 3, depth: 8, interlaced: false, palette: Uint8Array.of(1, 2, 3) },
      }),
    ],
    [
      "no transparency of its own after all",
      image(2, 8, "gray-alpha", {
        png: { colourType: 0, depth: 8, interlaced: false, transparency },
      }),
    ],
    [
      "a palette",
      {
        ...image(3, 8, "rgb", {
          png: {
            colourType: 3,
            depth: 1,
            interlaced: false,
            palette: Uint8Array.of(1, 2, 3, 4, 5, 6),
          },
        }),
        data: Uint8Array.from(
          { length: 400 * 900 * 3 },
          (_, i) => (i % 3) + 1 + 3 * (Math.floor(i / 777) & 1),
        ),
      },
    ],
  ])("%s", async (_, whole) => {
    expect(whyNotStreamed(whole)).toBeUndefined();
    const encoder = await streamEncoder(whole);
    const pitch = whole.data.length / whole.height;
    async function* rows(): AsyncGenerator<Uint8Array> {
      for (let row = 0; row < whole.height; row += 111) {
        yield await Promise.resolve(whole.data.slice(row * pitch, (row + 111) * pitch));
      }
    }
    for await (const part of rows()) await encoder.look(part);
    const file = new Uint8Array(2 * whole.data.length + 2000);
    const length = await encoder.encode(rows(), (bytes, position) => {
      file.set(bytes, position);
      return Promise.resolve();
    });
    const written = file.subarray(0, length);
    const { bytes } = await encodeImage(whole);
    expectEqual(await decodeImage(written), await decodeImage(bytes));
    if (bytes[0] !== 0x89) expect(Buffer.compare(written, encodeTiff(whole))).toBe(0);
  });

  test.each<[string, Image]>([
    ["interlaced", gray({ interlaced: true })],
    ["indices of their own", gray({ indices: new Uint8Array(1) })],
    [
      "pages",
      {
        ...gray({}),
        metadata: {
          origin: { format: "tiff", layout: { channels: 1, bits: 8, kind: "unsigned", pages: 11 } },
        },
      },
    ],
    [
      "too long for a TIFF",
      { ...gray({}), colour: "cmyk", channels: 4, width: 2 ** 15, height: 2 ** 15 },
    ],
  ])("%s: as a whole", (_, image) => {
    expect(whyNotStreamed(image)).toMatch(/^one /);
  });
});
