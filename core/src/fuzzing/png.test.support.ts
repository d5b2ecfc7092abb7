import { deflateSync, inflateSync } from "node:zlib";
import sharp from "sharp";
import { concat } from "../bytes/arrays.ts";
import { noise, pngFile, type Part } from "../image/png/made-png.test.data.ts";
import { chunkBytes, pngSignature, readChunks, type RawChunk } from "../image/png/chunks.ts";
import type { PngHeader } from "../image/png/header.ts";
import { filteredSize, passesOf } from "../image/png/passes.ts";
import { realFiles } from "../image/real-files.test.data.ts";
import { decodeTwice } from "./images.test.support.ts";
import { mutate, type Span } from "./mutate.test.support.ts";
import type { Random } from "./random.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";

const kinds = [
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  [0, 16],
  [2, 8],
  [2, 16],
  [3, 1],
  [3, 4],
  [3, 8],
  [4, 8],
  [6, 16],
] as const;

const letters = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

export const png: FuzzTarget<Uint8Array> = {
  id: "png",

  async seeds() {
    const seeds: Uint8Array[] = [];
    for (const [colourType, depth] of kinds) {
      for (const interlaced of [false, true]) {
        const header: PngHeader = { width: 13, height: 11, depth, colourType, interlaced };
        const rows = noise(filteredSize(passesOf(header)), seeds.length).map((byte) => byte % 5);
        seeds.push(pngFile(header, rows, parts(colourType), [["tEXt", letters("Title\0x")]]));
      }
    }
    const raw = { width: 24, height: 17, channels: 4 } as const;
    const picture = noise(24 * 17 * 4, 9);
    for (const options of [{}, { palette: true }, { progressive: true, adaptiveFiltering: true }]) {
      seeds.push(new Uint8Array(await sharp(picture, { raw }).png(options).toBuffer()));
    }
    for (const { read } of realFiles(/^(pngsuite|png-extra)\/.*\.png$/)) {
      const file = new Uint8Array(read());
      if (file.length < 3000) seeds.push(file);
    }
    return seeds;
  },

  mutate(seed, random) {
    const file = random.chance(0.3) ? withRows(seed, random) : mutate(seed, random, chunkSpans);
    return random.chance(0.85) ? withChecksums(file) : file;
  },

  run: decodeTwice,
};

function parts(colourType: number): Part[] {
  const profile = deflateSync(noise(300, 1));
  return [
    ["iCCP", concat([letters("name\0\0"), profile])],
    ["pHYs", Uint8Array.of(0, 0, 11, 19, 0, 0, 11, 19, 1)],
    ...(colourType === 3 ? ([["PLTE", noise(30, 2)]] as const) : []),
    ...(colourType === 3 ? ([["tRNS", noise(10, 3)]] as const) : []),
    ...(colourType === 0 ? ([["tRNS", Uint8Array.of(0, 1)]] as const) : []),
    ["eXIf", letters("MM\0*\0\0\0\x08\0\0\0\0\0\0")],
    ["zTXt", concat([letters("note\0\0"), deflateSync(letters("text"))])],
  ];
}

/** Lengths with types, contents, checksums. */
export function chunkSpans(file: Uint8Array): Span[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const spans: Span[] = [];
  for (let at = 8; at + 12 <= file.length && spans.length < 100;) {
    const end = Math.min(at + 12 + view.getUint32(at), file.length);
    spans.push([at, at + 8], [at + 8, Math.max(at + 8, end - 4)], [at, end]);
    at = end;
  }
  return spans;
}

/** The PNG with all checksums of its chunks right again. */
export function withChecksums(file: Uint8Array): Uint8Array {
  const chunks = chunksOf(file);
  if (chunks === undefined) return file;
  return concat([pngSignature, ...chunks.map(({ type, data }) => chunkBytes(type, data))]);
}

/** The PNG with changes in its filtered rows, which are compressed again. */
function withRows(file: Uint8Array, random: Random): Uint8Array {
  const chunks = chunksOf(file);
  if (chunks === undefined) return file;
  const data = chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data);
  const rows = mutate(inflated(concat(data)), random, () => []);
  const first = chunks.findIndex(({ type }) => type === "IDAT");
  const others = chunks.flatMap(({ type, data: content }, i) => {
    if (i === first) return [chunkBytes(type, deflateSync(rows))];
    return type === "IDAT" ? [] : [chunkBytes(type, content)];
  });
  return concat([pngSignature, ...others]);
}

function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(inflateSync(bytes));
  } catch {
    // Some of the collection are damaged already.
    return bytes;
  }
}

function chunksOf(file: Uint8Array): RawChunk[] | undefined {
  try {
    return readChunks(file, { lenientCrc: true });
  } catch {
    return undefined;
  }
}
