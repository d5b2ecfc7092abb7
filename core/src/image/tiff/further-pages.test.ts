import { describe, expect, test } from "vitest";
import { decodeImage, encodeImage } from "../index.ts";
import { TiffBuilder } from "./builder.ts";
import { tiffBytes, type TiffBytes } from "./bytes.ts";
import { describe as descriptionOf, readPage } from "./describe.ts";
import { readDirectories, type TiffDirectory } from "./directory.ts";
import { keptTags } from "./kept-tags.ts";
import { tags, types } from "./tags.ts";

type Fields = (builder: TiffBuilder) => void;

/** A TIFF of pages of 2 x 2 samples of 4 bits, with further fields or others. */
function tiffOf(...pages: readonly Fields[]): Uint8Array {
  const builder = new TiffBuilder(Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 0), false);
  for (const [i, fields] of pages.entries()) {
    if (i > 0) builder.endPage();
    fields(builder);
    builder.longs(tags.imageWidth, [2]);
    builder.longs(tags.imageLength, [2]);
    builder.shorts(tags.bitsPerSample, [4]);
    builder.shorts(tags.photometric, [1]);
    builder.longs(tags.stripOffsets, [builder.append(Uint8Array.of(0x12, 0x34))]);
    builder.longs(tags.stripByteCounts, [2]);
  }
  return builder.finish();
}

const description = 270;
const hostComputer = 316;
const inkSet = 332;

function bytesField(tag: number, text: string): Fields {
  const values = new TextEncoder().encode(text);
  return (builder) => builder.field(tag, types.byte, values.length, values);
}

function asciiField(tag: number, text: string): Fields {
  const values = new TextEncoder().encode(text);
  return (builder) => builder.field(tag, types.ascii, values.length, values);
}

function shorts(tag: number, ...values: readonly number[]): Fields {
  return (builder) => builder.shorts(tag, values);
}

function number(page: number, pages: number): Fields {
  return shorts(tags.pageNumber, page, pages);
}

function subfile(kind: number): Fields {
  return (builder) => builder.longs(tags.subfileType, [kind]);
}

function fractions(dots: number, inches: number): Fields {
  return (builder) => {
    builder.rational(tags.xResolution, dots, inches);
    builder.rational(tags.yResolution, dots, inches);
  };
}

const nothing: Fields = () => undefined;

/** What is said of a file, and the tags of each page that comes back. */
async function comesBack(file: Uint8Array): Promise<{ said: string[]; back: number[][] }> {
  const said: string[] = [];
  const image = await decodeImage(file, { onNotKept: (what) => said.push(...what) });
  const { bytes } = await encodeImage(image);
  return { said, back: Array.from(readDirectories(tiffBytes(bytes)), (page) => [...page.tags()]) };
}

describe("pages whose samples mean something else are different pages", () => {
  const map =
    (colour: number): Fields =>
    (builder) => {
      builder.shorts(tags.photometric, [3]);
      builder.shorts(tags.colourMap, Array<number>(48).fill(257 * colour));
    };
  const extra =
    (kind: number): Fields =>
    (builder) => {
      builder.shorts(tags.samplesPerPixel, [2]);
      builder.shorts(tags.bitsPerSample, [8, 8]);
      builder.longs(tags.stripOffsets, [builder.append(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))]);
      builder.longs(tags.stripByteCounts, [8]);
      if (kind >= 0) builder.shorts(tags.extraSamples, [kind]);
    };
  const turned =
    (turn: number): Fields =>
    (builder) =>
      builder.shorts(tags.orientation, [turn]);

  test.each<[string, Fields, Fields]>([
    ["colours of a palette", map(1), map(2)],
    ["alpha of two kinds", extra(1), extra(2)],
    ["no alpha on the first", extra(-1), extra(2)],
    ["a page turned round", turned(1), turned(6)],
    ["the first turned round", turned(6), nothing],
  ])("%s", async (_, first, second) => {
    for (const one of [first, second]) await comesBack(tiffOf(one, one));
    await expect(decodeImage(tiffOf(first, second))).rejects.toMatchObject({
      file: "a TIFF of different pages",
    });
  });

  test("upright is upright, said or not", async () => {
    const { said, back } = await comesBack(tiffOf(turned(1), nothing));
    expect(said).toEqual([]);
    expect(back.map((page) => page.includes(tags.orientation))).toEqual([true, false]);
  });
});

test("no more tags are kept than can be written on all pages", () => {
  const many: Fields = (builder) => {
    for (let tag = 5000; tag < 6000; tag++) builder.shorts(tag, [1]);
  };
  const [page] = readDirectories(tiffBytes(tiffOf(many)));
  const of = (pages: number): number[] => {
    const { kept, lost } = keptTags(page!, false, pages);
    return [kept.length, lost.length];
  };
  expect(of(1)).toEqual([1000, 0]);
  expect(of(4096)).toEqual([253, 747]);
});

test("a file of more than 4,096 pages is not called damaged", () => {
  /** Directories without a tag. */
  const pages = (count: number): TiffBytes => {
    const file = new DataView(new ArrayBuffer(8 + 6 * count));
    file.setUint32(0, 0x4d4d002a);
    for (let at = 8; at < file.byteLength; at += 6) file.setUint32(at - 4, at);
    return tiffBytes(new Uint8Array(file.buffer));
  };
  expect([...readDirectories(pages(4096))]).toHaveLength(4096);
  const file = "a TIFF of more than 4,096 pages";
  expect(() => [...readDirectories(pages(4097))]).toThrow(expect.objectContaining({ file }));
});

const icc = bytesField(tags.icc, "a profile");
const onAll = (tag: number): string =>
  `the tag ${tag} of the first page, which is put on others as well`;

test.each<[string, Fields[], string[], [tag: number, pages: boolean[]]]>([
  ["the same on all", [icc, icc], [], [tags.icc, [true, true]]],
  [
    "another profile",
    [icc, bytesField(tags.icc, "another")],
    ["the tag 34675 of a further page, 7 bytes"],
    [tags.icc, [true, true]],
  ],
  [
    "another resolution",
    [fractions(300, 1), fractions(72, 1)],
    ["the tag 282 of a further page, 8 bytes", "the tag 283 of a further page, 8 bytes"],
    [tags.xResolution, [true, true]],
  ],
  [
    "XMP of a further page",
    [nothing, bytesField(tags.xmp, "<x/>")],
    ["the tag 700 of a further page, 4 bytes"],
    [tags.xmp, [false, false]],
  ],
  [
    "XMP of the first page",
    [bytesField(tags.xmp, "<xmp/>"), nothing],
    [`${onAll(tags.xmp)}, 6 bytes`],
    [tags.xmp, [true, true]],
  ],
  [
    "a description of the first page, as microscopes write it",
    [bytesField(description, "ImageJ"), nothing, nothing],
    [],
    [description, [true, false, false]],
  ],
  [
    "a description of two pages",
    [bytesField(description, "one"), nothing, bytesField(description, "one")],
    [`${onAll(description)}, 3 bytes`],
    [description, [true, true, true]],
  ],
  [
    "numbers of pages that count up",
    [number(5, 9), number(6, 9), number(7, 9)],
    [],
    [tags.pageNumber, [true, true, true]],
  ],
  [
    "other numbers of pages",
    [number(0, 3), number(1, 3), number(1, 3)],
    ["the tag 297 of a further page, 8 bytes"],
    [tags.pageNumber, [true, false, false]],
  ],
  [
    "texts as numbers of pages",
    [bytesField(tags.pageNumber, "1"), bytesField(tags.pageNumber, "2")],
    ["the tag 297 of a further page, 1 byte"],
    [tags.pageNumber, [true, false]],
  ],
  [
    "other computers",
    [bytesField(hostComputer, "one"), bytesField(hostComputer, "two")],
    ["the tag 316 of a further page, 3 bytes"],
    [hostComputer, [true, true]],
  ],
  [
    "a computer of a further page",
    [nothing, bytesField(hostComputer, "two")],
    ["the tag 316 of a further page, 3 bytes"],
    [hostComputer, [false, false]],
  ],
  [
    "inks of other kinds",
    [shorts(inkSet, 2), shorts(inkSet, 1)],
    ["the tag 332 of a further page, 2 bytes"],
    [inkSet, [true, true]],
  ],
  ["the same inks", [shorts(inkSet, 2), shorts(inkSet, 2)], [], [inkSet, [true, true]]],
  [
    "XMP of another type",
    [asciiField(tags.xmp, "<x/>"), asciiField(tags.xmp, "<x/>")],
    [],
    [tags.xmp, [true, true]],
  ],
  [
    "half a resolution, of the first page",
    [(builder) => builder.rational(tags.xResolution, 72, 1), nothing],
    [],
    [tags.xResolution, [true, false]],
  ],
  [
    "a resolution of fractions, of the first page",
    [fractions(1, 3), nothing],
    [`${onAll(tags.xResolution)}, 8 bytes`, `${onAll(tags.yResolution)}, 8 bytes`],
    [tags.xResolution, [true, true]],
  ],
  [
    "kinds of pages",
    [subfile(8), subfile(2), subfile(16), subfile(8)],
    ["the tag 254 of a further page, 8 bytes"],
    [tags.subfileType, [true, true, true, true]],
  ],
  ["usual kinds of pages", [nothing, subfile(2)], [], [tags.subfileType, [true, true]]],
  [
    "samples that nobody knows, of the first page",
    [shorts(tags.sampleFormat, 4), shorts(tags.sampleFormat, 1)],
    [],
    [tags.sampleFormat, [true, false]],
  ],
])("%s", async (_, pages, expected, [tag, places]) => {
  const { said, back } = await comesBack(tiffOf(...pages));
  expect(said).toEqual(expected);
  expect(back.map((page) => page.includes(tag))).toEqual(places);
});

describe("values of several pages are exact", () => {
  const back = async (...pages: Fields[]): Promise<TiffDirectory[]> => {
    const { bytes } = await encodeImage(await decodeImage(tiffOf(...pages)));
    return [...readDirectories(tiffBytes(bytes))];
  };

  test.each([
    [1, 10_000],
    [9_198_124, 1_000_000],
    [10_000_001, 2],
    [4_000_000_000, 3],
    [4_000_000_000, 1],
  ])("a resolution of %i/%i", async (dots, inches) => {
    for (const page of await back(fractions(dots, inches), fractions(dots, inches))) {
      expect(page.fraction(tags.xResolution)).toEqual([dots, inches]);
      expect(page.fraction(tags.yResolution)).toEqual([dots, inches]);
    }
  });

  test("numbers of pages", async () => {
    const pages = await back(number(5, 9), number(6, 9), number(7, 9));
    const expected = [5, 6, 7].map((page) => [page, 9]);
    expect(pages.map((page) => page.integers(tags.pageNumber, 2))).toEqual(expected);
  });

  test.each([
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [8, 8, 8],
      [8, 8, 8],
    ],
    [
      [4, 2, 2],
      [4, 2, 2],
    ],
    [
      [16, 0, 16],
      [16, 2, 2],
    ],
  ])("kinds of pages: %j become %j", async (kinds, expected) => {
    const pages = await back(...kinds.map((kind) => subfile(kind)));
    expect(pages.map((page) => page.integer(tags.subfileType, 0, 99))).toEqual(expected);
  });
});

describe("directories that share what they point to", () => {
  const pages = (count: number, fields: Fields): Fields[] => Array<Fields>(count).fill(fields);
  const large = new Uint8Array(400_000).fill(8);
  const shared =
    (tag: number, bytes = large): Fields =>
    (builder) =>
      builder.field(tag, types.byte, bytes.length, bytes);

  test("one tag on 100 pages is read once", async () => {
    const file = tiffOf(...pages(100, shared(65_000)));
    let read = 0;
    const source: TiffBytes = {
      length: file.length,
      at(offset, length) {
        read += length;
        return file.subarray(offset, offset + length);
      },
    };
    const [first, ...others] = Array.from(readDirectories(source), (page) =>
      readPage(page, source, {}),
    );
    expect(descriptionOf([first!, ...others])).toMatchObject({ leftovers: [] });
    expect(read).toBeLessThan(2 * file.length);
    expect(await comesBack(file)).toMatchObject({ said: [], back: { length: 100 } });
  });

  const copy: Fields = (builder) => {
    builder.longs(tags.subfileType, [1]);
    shared(tags.stripByteCounts)(builder);
  };
  const places = large.subarray(0, 60_000);
  const ones = new Uint8Array(places.length).fill(1);
  const strips: Fields = (builder) => {
    builder.longs(tags.imageLength, [places.length]);
    builder.longs(tags.imageWidth, [1]);
    builder.longs(tags.rowsPerStrip, [1]);
    builder.field(tags.stripOffsets, types.byte, places.length, places);
    builder.field(tags.stripByteCounts, types.byte, ones.length, ones);
  };
  const shifted: Fields[] = Array.from({ length: 200 }, (_, i) => (builder) => {
    const entry = new DataView(new ArrayBuffer(12));
    entry.setUint16(0, 65_000);
    entry.setUint16(2, types.byte);
    entry.setUint32(4, large.length);
    // The first page's stand behind the header.
    entry.setUint32(8, i);
    if (i === 0) builder.append(large);
    builder.entry({ tag: 65_000, bytes: new Uint8Array(entry.buffer) });
  });
  const jpeg: Fields = (builder) => {
    builder.shorts(tags.compression, [7]);
    builder.shorts(tags.bitsPerSample, [8]);
    shared(tags.jpegTables)(builder);
  };

  test.each<[string, RegExp, Fields[]]>([
    ["lengths of strips of copies", /over and over/, [nothing, ...pages(200, copy)]],
    ["places of strips", /too many strips/, pages(20, strips)],
    ["the strips themselves", /overlap/, pages(100, sameStrip(new Uint8Array(1000)))],
    ["tags that overlap", /over and over/, shifted],
    ["tables of JPEGs", /over and over/, pages(200, jpeg)],
  ])("%s", async (_, problem, fields) => {
    await expect(decodeImage(tiffOf(...fields))).rejects.toMatchObject({
      name: "NeuroveilError",
      code: "broken",
      message: expect.stringMatching(problem),
    });
  });

  /** Pages whose samples are an offset, which all of them have. */
  function sameStrip(bytes: Uint8Array): Fields {
    return (builder) => {
      builder.longs(tags.imageLength, [bytes.length]);
      builder.longs(tags.stripOffsets, [8]);
      builder.longs(tags.stripByteCounts, [bytes.length]);
    };
  }

  test("directories that lie in each other", async () => {
    const [count, tagsEach] = [100, 20_000];
    const file = new Uint8Array(8 + 12 * (count + tagsEach) + 6);
    const view = new DataView(file.buffer);
    file.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
    for (let i = 0; i < count + tagsEach; i++) view.setUint16(10 + 12 * i, i);
    for (let i = 0; i < count; i++) {
      view.setUint16(8 + 12 * i, tagsEach);
      view.setUint32(10 + 12 * (i + tagsEach), i < count - 1 ? 8 + 12 * (i + 1) : 0);
    }
    expect(() => [...readDirectories(tiffBytes(file))]).toThrow(/over and over/);
  });
});
