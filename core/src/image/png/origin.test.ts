import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodePng } from "./decode.ts";
import { encodePng } from "./encode.ts";
import { noise, pngFile, type Part } from "./made-png.test.data.ts";
import { readChunks } from "./chunks.ts";
import type { PngHeader } from "./header.ts";

const palette4: PngHeader = { width: 4, height: 1, depth: 2, colourType: 3, interlaced: false };
// Indices 0, 1, 2, 3 behind the filter None.
const indices0123 = Uint8Array.of(0, 0b00_01_10_11);
const gray: PngHeader = { width: 3, height: 2, depth: 8, colourType: 0, interlaced: false };
const grayRows = Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe("palettes", () => {
  test("expand to RGB, or to RGBA where tRNS gives alphas; the rest is opaque", async () => {
    const colours: Part = ["PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)];
    const rgb = await decodePng(pngFile(palette4, indices0123, [colours]));
    expect(rgb).toMatchObject({ channels: 3, bits: 8, colour: "rgb" });
    expect([...rgb.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    const alphas: Part = ["tRNS", Uint8Array.of(0, 128)];
    const rgba = await decodePng(pngFile(palette4, indices0123, [colours, alphas]));
    expect(rgba).toMatchObject({ channels: 4, bits: 8, colour: "rgba" });
    expect([...rgba.data].filter((_, i) => i % 4 === 3)).toEqual([0, 128, 255, 255]);
  });

  test("indices are kept only where equal entries make them ambiguous", async () => {
    const different: Part = ["PLTE", noise(12, 1)];
    const equalUnused: Part = ["PLTE", Uint8Array.of(9, 9, 9, 9, 9, 9, 1, 1, 1, 2, 2, 2)];
    const onlyLater = Uint8Array.of(0, 0b00_10_11_00);
    const [unique, equal, unused] = await Promise.all([
      decodePng(pngFile(palette4, indices0123, [different])),
      decodePng(pngFile(palette4, indices0123, [equalUnused])),
      decodePng(pngFile(palette4, onlyLater, [equalUnused])),
    ]);
    expect(unique.metadata.png?.indices).toBeUndefined();
    expect([...(equal.metadata.png?.indices ?? [])]).toEqual([0, 1, 2, 3]);
    expect(unused.metadata.png?.indices).toBeUndefined();
    expect(await decodePng(await encodePng(equal))).toEqual(equal);
  });

  test("an index outside the palette is black and comes back as it was", async () => {
    const image = await decodePng(pngFile(palette4, indices0123, [["PLTE", noise(6, 1)]]));
    expect([...image.data.subarray(6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await decodePng(await encodePng(image))).toEqual(image);
  });

  test("samples that the palette cannot give are written without it", async () => {
    const image = await decodePng(pngFile(palette4, indices0123, [["PLTE", noise(12, 1)]]));
    const changed = { ...image, data: image.data.with(5, image.data[5]! ^ 1) };
    const again = await decodePng(await encodePng(changed));
    expect(again.data).toEqual(changed.data);
    expect(again.metadata.png?.colourType).toBe(2);

    const ambiguous = await decodePng(
      pngFile(palette4, indices0123, [["PLTE", new Uint8Array(12)]]),
    );
    const noisy = { ...ambiguous, data: noise(12, 3) };
    expect((await decodePng(await encodePng(noisy))).data).toEqual(noisy.data);
  });
});

describe("tRNS of gray and RGB", () => {
  test("becomes alpha, 0 or the maximum of the depth", async () => {
    const header = { ...palette4, colourType: 0, depth: 2 } as const;
    const image = await decodePng(pngFile(header, indices0123, [["tRNS", Uint8Array.of(0, 2)]]));
    expect(image).toMatchObject({ channels: 2, bits: 2, colour: "gray-alpha" });
    expect([...image.data]).toEqual([0, 3, 1, 3, 2, 0, 3, 3]);
  });

  test("alphas that it cannot give are written as a channel", async () => {
    const image = await decodePng(pngFile(gray, grayRows, [["tRNS", Uint8Array.of(0, 2)]]));
    const changed = { ...image, data: image.data.with(1, 77) };
    const again = await decodePng(await encodePng(changed));
    expect(again.data).toEqual(changed.data);
    expect(again.metadata.png?.colourType).toBe(4);
  });

  test("of the wrong length has no effect and is kept", async () => {
    const image = await decodePng(pngFile(gray, grayRows, [["tRNS", Uint8Array.of(1)]]));
    expect(image.channels).toBe(1);
    expect(image.metadata.png?.chunks).toEqual([
      { type: "tRNS", data: Uint8Array.of(1), place: "before-data" },
    ]);
  });
});

describe("metadata", () => {
  const profile = noise(3000, 9);
  const icc: Part = ["iCCP", new Uint8Array([...latin1("Caf\xe9\0\0"), ...deflateSync(profile)])];
  const exif: Part = ["eXIf", latin1("MM\0*\0\0\0\x08\0\0\0\0\0\0")];
  const density: Part = ["pHYs", Uint8Array.of(0, 0, 0x0b, 0x13, 0, 0, 0x0b, 0x14, 1)];

  test("ICC, EXIF and density have fields", async () => {
    const { metadata } = await decodePng(pngFile(gray, grayRows, [icc, exif, density]));
    expect(metadata.icc).toEqual(profile);
    expect(metadata.iccName).toBe("Caf\xe9");
    expect(metadata.exif).toEqual(exif[1]);
    expect(metadata.density).toEqual({ x: 2835, y: 2836, unit: "metre" });
    expect(metadata.png?.chunks).toBeUndefined();
  });

  test("all other chunks are kept with their places and order", async () => {
    const before: Part[] = [
      ["gAMA", Uint8Array.of(0, 0, 0xb1, 0x8f)],
      ["sBIT", Uint8Array.of(5, 5, 5)],
      ["PLTE", noise(12, 1)],
      ["bKGD", Uint8Array.of(1)],
      ["tEXt", latin1("Title\0a")],
    ];
    const after: Part[] = [
      ["tEXt", latin1("Title\0b")],
      ["prVt", new Uint8Array()],
    ];
    const file = pngFile(palette4, indices0123, before, after);
    const image = await decodePng(file);
    expect(image.metadata.png?.chunks?.map(({ type, place }) => `${type} ${place}`)).toEqual([
      "gAMA before-palette",
      "sBIT before-palette",
      "bKGD before-data",
      "tEXt before-data",
      "tEXt after-data",
      "prVt after-data",
    ]);
    const encoded = await encodePng(image);
    expect(readChunks(encoded).map(({ type }) => type)).toEqual(
      readChunks(file).map(({ type }) => type),
    );
    expect(await decodePng(encoded)).toEqual(image);
  });

  test.each<[string, Part]>([
    ["a profile that does not inflate", ["iCCP", latin1("name\0\0not zlib")]],
    ["a profile without a name", ["iCCP", new Uint8Array([0, 0, ...deflateSync(profile)])]],
    ["EXIF that is not TIFF", ["eXIf", latin1("Exif\0\0MM")]],
    ["a density of an unknown unit", ["pHYs", new Uint8Array(9).with(8, 2)]],
  ])("%s is kept as it is", async (_, part) => {
    const image = await decodePng(pngFile(gray, grayRows, [part]));
    const [type, data] = part;
    expect(image.metadata.png?.chunks).toEqual([{ type, data, place: "before-data" }]);
    expect(await decodePng(await encodePng(image))).toEqual(image);
  });

  test("a second chunk of a kind is kept beside the first", async () => {
    const second: Part = ["pHYs", density[1].with(3, 9)];
    const image = await decodePng(pngFile(gray, grayRows, [density, second]));
    expect(image.metadata.density).toEqual({ x: 2835, y: 2836, unit: "metre" });
    expect(image.metadata.png?.chunks).toHaveLength(1);
    expect(await decodePng(await encodePng(image))).toEqual(image);
  });

  test.each([
    [
      { x: 300, y: 150, unit: "inch" },
      { x: 11811, y: 5906, unit: "metre" },
    ],
    [
      { x: 118, y: 59, unit: "centimetre" },
      { x: 11800, y: 5900, unit: "metre" },
    ],
    [
      { x: 4, y: 3, unit: "aspect" },
      { x: 4, y: 3, unit: "aspect" },
    ],
  ] as const)("density %o is written as %o", async (density, written) => {
    const image = await decodePng(pngFile(gray, grayRows));
    const file = await encodePng({ ...image, metadata: { density } });
    expect((await decodePng(file)).metadata.density).toEqual(written);
  });
});
