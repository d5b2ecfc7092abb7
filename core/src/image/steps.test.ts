import { expect, test } from "vitest";
import { copyInSteps, fetchPages } from "../bytes/shared-memory.ts";
import { stepBytes, type Steps } from "../turns.ts";
import { equalSteps } from "../bytes/arrays.ts";
import { samplesFit } from "./image.ts";
import { chunkSteps, chunkBytes, fileOfChunks, pngSignature } from "./png/chunks.ts";
import type { PngHeader } from "./png/header.ts";
import { collapsePalette, expandPalette } from "./png/palette.ts";
import { passesOf, filteredSize } from "./png/passes.ts";
import { packPass, restoreSamples } from "./png/samples.ts";
import { addAlpha, removeAlpha } from "./png/transparency.ts";
import { unfilter } from "./png/unfilter.ts";

const mebibyte = 1 << 20;
const size = 4 * mebibyte;
const zeros = new Uint8Array(size);
const palette = Uint8Array.of(0, 0, 0, 255, 255, 255);
const colour = new Uint8Array(6);

function header(width: number, height: number, rest: Partial<PngHeader>): PngHeader {
  return { width, height, depth: 8, colourType: 0, interlaced: false, ...rest };
}

function restored(shape: PngHeader): Steps<unknown> {
  return restoreSamples(shape, new Uint8Array(filteredSize(passesOf(shape))));
}

const ihdr = chunkBytes("IHDR", new Uint8Array(13));
const iend = chunkBytes("IEND", new Uint8Array());
const small = chunkBytes("teXt", Uint8Array.of(1, 2, 3));

/** Everything that is done to all samples of an image, or to all bytes of a file, in this thread. */
const all: readonly (readonly [string, Steps<unknown>])[] = [
  ["comparing", equalSteps(zeros, new Uint8Array(size))],
  ["copying", copyInSteps(zeros, new Uint8Array(size))],
  ["fetching memory", fetchPages(new Uint8Array(new SharedArrayBuffer(size)))],
  ["measuring samples of 4 bits", samplesFit(zeros, 4)],
  ["measuring samples of 12 bits", samplesFit(zeros, 12)],
  ["expanding a palette", expandPalette(zeros, palette)],
  ["collapsing to a palette", collapsePalette(zeros.subarray(0, 3 * mebibyte), palette)],
  ["adding alpha to gray", addAlpha(zeros, colour.subarray(0, 2), 8)],
  ["adding alpha to RGB of 16 bits", addAlpha(zeros.subarray(0, 3 * mebibyte), colour, 16)],
  ["taking away alpha", removeAlpha(zeros, colour.subarray(0, 2), 8)],
  ["undoing filters", unfilter(new Uint8Array(size + 4096), 0, 4096, 1024, 3)],
  ["undoing filters of narrow rows", unfilter(new Uint8Array(2 * size), 0, size, 1, 1)],
  ["unpacking bits", restored(header(4096, 1024, { depth: 1 }))],
  ["unpacking passes", restored(header(2048, 2048, { interlaced: true }))],
  ["packing bits", packFirst(header(4096, 1024, { depth: 4 }))],
  ["packing passes", packFirst(header(4096, 2048, { colourType: 2, interlaced: true }))],
  ["cutting a long chunk", cutting([ihdr, chunkBytes("IDAT", zeros), iend], 4)],
  ["cutting many chunks", cutting([ihdr, ...Array.from({ length: 4_000 }, () => small), iend], 5)],
  ["writing a file", fileOfChunks([{ type: "IDAT", parts: cut(zeros) }])],
];

function packFirst(shape: PngHeader): Steps<unknown> {
  return packPass(shape, new Uint8Array(shape.width * shape.height * 3), passesOf(shape).at(-1)!);
}

function* cutting(parts: Uint8Array[], times = 1): Steps {
  const file = Buffer.concat([pngSignature, ...parts]);
  for (let i = 0; i < times; i++) yield* chunkSteps(file);
}

function cut(bytes: Uint8Array): Uint8Array[] {
  const parts = Math.ceil(bytes.length / stepBytes);
  return Array.from({ length: parts }, (_, i) =>
    bytes.subarray(i * stepBytes, (i + 1) * stepBytes),
  );
}

test.each(all)("%s is done in pieces, between which other events can be let through", (_, work) => {
  let steps = 0;
  while (work.next().done !== true) steps++;
  // The least of these works on a megabyte and a half of pixels.
  expect(steps).toBeGreaterThanOrEqual(6);
});
