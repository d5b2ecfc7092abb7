import { readdirSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { noise } from "../image/png/made-png.test.data.ts";
import { tiffFile, type TiffForm } from "../image/tiff/made-tiff.test.data.ts";
import { encodeTiff } from "../image/tiff/write.ts";
import { decodeTwice } from "./images.test.support.ts";
import { mutate, type Span } from "./mutate.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

export const tiff: FuzzTarget<Uint8Array> = {
  id: "tiff",

  async seeds() {
    const hang = new URL("../../src/image/cases/hang-tile-length-double.tiff", import.meta.url);
    const seeds = [new Uint8Array(readFileSync(hang)), ...madeTiffs()];
    const raw = { width: 24, height: 17, channels: 3 } as const;
    const picture = noise(24 * 17 * 3, 9);
    for (const options of [
      { compression: "none" },
      { compression: "deflate", predictor: "horizontal" },
      { compression: "packbits" },
      { compression: "deflate", tile: true, tileWidth: 16, tileHeight: 16 },
      { compression: "none", bigtiff: true },
    ] as const) {
      seeds.push(new Uint8Array(await sharp(picture, { raw }).tiff(options).toBuffer()));
    }
    return seeds;
  },

  mutate: (seed, random) => mutate(seed, random, directorySpans),

  run: decodeTwice,
};

/**
 * TIFFs of codes that have a decoder of their own: as often as the directory, the codes are changed.
 * @param names which of the cases
 */
function coded(id: string, names: RegExp): FuzzTarget<Uint8Array> {
  const folder = new URL("../../src/image/cases/", import.meta.url);
  return {
    id,
    seeds: async () =>
      readdirSync(folder)
        .filter((name) => names.test(name))
        .toSorted()
        .map((name) => new Uint8Array(readFileSync(new URL(name, folder)))),
    mutate: (seed, random) =>
      mutate(seed, random, (file) =>
        random.chance(0.5) ? directorySpans(file) : [[8, Math.max(8, file.length)]],
      ),
    run: decodeTwice,
  };
}

export const tiffFax: FuzzTarget<Uint8Array> = coded("tiff-fax", /^(tiffcp|pillow)-fax-.*\.tif$/);
export const tiffJpeg: FuzzTarget<Uint8Array> = coded("tiff-jpeg", /^tiffcp-jpeg-.*\.tif$/);

function madeTiffs(): Uint8Array[] {
  const base = { width: 19, height: 11 } as const;
  const forms: readonly TiffForm[] = [
    { ...base, channels: 1, bits: 1 },
    { ...base, channels: 1, bits: 12, strip: 4, littleEndian: true },
    { ...base, channels: 1, bits: 16, differences: true, compression: 8 },
    { ...base, channels: 3, bits: 8, tile: [16, 16], compression: 32773 },
    { ...base, channels: 3, bits: 16, planar: true, compression: 50000, littleEndian: true },
    { ...base, channels: 4, bits: 8, big: true, tile: [16, 16], compression: 8 },
    { ...base, channels: 2, bits: 4, big: true, littleEndian: true, strip: 3 },
  ];
  const shape = { width: 5, height: 5, channels: 4, bits: 8, colour: "cmyk" } as const;
  const metadata = { icc: noise(200, 3), density: { x: 300, y: 300, unit: "inch" } } as const;
  const made = forms.map((form) => {
    const samples = noise(base.width * base.height * form.channels, form.bits);
    return tiffFile(
      Array.from(samples, (sample) => (sample * 257) & (2 ** form.bits - 1)),
      form,
    );
  });
  return [...made, encodeTiff({ ...shape, data: noise(100, 2), metadata })];
}

/** The header, the directory's count, its entries, their counts and values. */
function directorySpans(file: Uint8Array): Span[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const spans: Span[] = [[0, Math.min(16, file.length)]];
  if (file.length < 16) return spans;
  const little = file[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const start = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  const [head, entry] = big ? [8, 20] : [2, 12];
  if (start + head > file.length) return spans;
  spans.push([start, start + head]);
  for (let at = start + head; at + entry <= file.length && spans.length < 80; at += entry) {
    spans.push(
      [at, at + entry],
      [at + 2, at + 4],
      [at + 4, at + entry],
      [at + entry - 4, at + entry],
    );
  }
  return spans;
}
