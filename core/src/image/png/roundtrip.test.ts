import { fc, test } from "@fast-check/vitest";
import sharp from "sharp";
import { describe, expect } from "vitest";
import { bytesPerSample, type ColourModel, type Image } from "../image.ts";
import { noise, pngFile, type Part } from "./made-png.test.data.ts";
import { decodePng } from "./decode.ts";
import { encodePng } from "./encode.ts";
import type { PngHeader } from "./header.ts";
import { filteredSize, passesOf } from "./passes.ts";

/** Noise as filtered rows: every row takes one of the five filters. */
function filteredNoise(header: PngHeader, seed: number): Uint8Array {
  const passes = passesOf(header);
  const filtered = noise(filteredSize(passes), seed);
  let offset = 0;
  for (const { height, rowBytes } of passes) {
    for (let y = 0; y < height; y++, offset += 1 + rowBytes) filtered[offset] = (seed + y) % 5;
  }
  return filtered;
}

const kinds = [
  ...([1, 2, 4, 8, 16] as const).map((depth) => ({ colourType: 0, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 2, depth }) as const),
  ...([1, 2, 4, 8] as const).map((depth) => ({ colourType: 3, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 4, depth }) as const),
  ...([8, 16] as const).map((depth) => ({ colourType: 6, depth }) as const),
];
const cases = kinds.flatMap(({ colourType, depth }) =>
  [false, true].flatMap((interlaced) =>
    (colourType < 4 ? [false, true] : [false]).map((transparent) => {
      return { colourType, depth, interlaced, transparent };
    }),
  ),
);

/** PLTE and tRNS of a kind. */
function colourParts(kind: (typeof cases)[number]): Part[] {
  const parts: Part[] = [];
  if (kind.colourType === 3) parts.push(["PLTE", noise(3 << kind.depth, 5)]);
  const lengths = { 0: 2, 2: 6, 3: 2, 4: 0, 6: 0 };
  // A level that occurs: 0 in a file of noise with few bits; for palettes two alphas.
  const key = kind.colourType === 3 ? [128, 0] : Array<number>(6).fill(0);
  const data = Uint8Array.from(key.slice(0, lengths[kind.colourType]));
  if (kind.transparent) parts.push(["tRNS", data]);
  return parts;
}

/** The samples as libvips gives them, which scales depths below 8 to 8 bits. */
async function libvipsSamples(file: Uint8Array, image: Image): Promise<Uint8Array> {
  if (image.bits === 16) {
    const space = image.channels < 3 ? "grey16" : "rgb16";
    const raw = sharp(file).toColourspace(space).raw({ depth: "ushort" });
    return (await raw.toBuffer()).swap16();
  }
  return sharp(file).toColourspace("srgb").raw().toBuffer();
}

/** Ours in the form of {@link libvipsSamples}: scaled, gray as RGB. */
function scaled(image: Image): Uint8Array {
  if (image.bits === 16) return image.data;
  const factor = 255 / (2 ** image.bits - 1);
  const { channels } = image;
  const pixels = Array.from({ length: image.width * image.height }, (_, i) => {
    const pixel = Array.from(
      image.data.subarray(i * channels, (i + 1) * channels),
      (s) => s * factor,
    );
    return channels < 3 ? [pixel[0]!, pixel[0]!, ...pixel] : pixel;
  });
  return Uint8Array.from(pixels.flat());
}

describe.each(cases)(
  "colour type $colourType, $depth bits, interlaced $interlaced, tRNS $transparent",
  (kind) => {
    test.each([
      [1, 1],
      [3, 2],
      [13, 9],
      [33, 20],
    ])("%i x %i", async (width, height) => {
      const header = { ...kind, width, height };
      const file = pngFile(header, filteredNoise(header, width), colourParts(kind));
      const image = await decodePng(file);
      const encoded = await encodePng(image);
      const again = await decodePng(encoded);

      expect(image).toMatchObject({ width, height });
      expect(image.metadata.png).toMatchObject({
        colourType: kind.colourType,
        depth: kind.depth,
        interlaced: kind.interlaced,
      });
      expect(again).toEqual(image);
      // Gray with alpha at 16 bits is the one form that libvips does not give out.
      if (image.bits === 16 && image.channels === 2) return;
      const samples = scaled(image);
      expect(Buffer.compare(await libvipsSamples(file, image), samples)).toBe(0);
      expect(Buffer.compare(await libvipsSamples(encoded, image), samples)).toBe(0);
    });
  },
);

const colours: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

test.prop(
  [
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom(8, 16),
    fc.nat(),
  ],
  { numRuns: 200 },
)("samples of no PNG come back", async (width, height, channels, bits, seed) => {
  const data = noise(width * height * channels * bytesPerSample(bits), seed);
  const colour = colours[channels - 1]!;
  const image = { width, height, channels, bits, colour, data, metadata: {} };
  const { metadata, ...again } = await decodePng(await encodePng(image));
  expect({ ...again, metadata: {} }).toEqual(image);
  expect(metadata.png?.interlaced).toBe(false);
});

test.each([1, 2, 3, 4, 5, 7, 9, 10, 12, 15])(
  "%i bits are stored unscaled, in the next depth that PNG has",
  async (bits) => {
    const mask = 2 ** bits - 1;
    const samples = Uint16Array.from({ length: 35 }, (_, i) => (i * 2654435761) & mask);
    const data =
      bits > 8
        ? Uint8Array.from([...samples].flatMap((s) => [s >> 8, s & 255]))
        : Uint8Array.from(samples);
    const image = {
      width: 7,
      height: 5,
      channels: 1,
      bits,
      colour: "gray",
      data,
      metadata: {},
    } as const;
    const again = await decodePng(await encodePng(image));
    expect(again.data).toEqual(data);
    expect(again.bits).toBe([1, 2, 4, 8, 16].find((depth) => depth >= bits));
  },
);
