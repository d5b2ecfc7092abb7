import { inTurns } from "../../turns.ts";
import { stopIfAborted } from "../../abort.ts";
import { carried, sampleSize } from "../carried.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { settle } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import { checkBlocks, unpackBlock } from "./blocks.ts";
import { tiffBytes } from "./bytes.ts";
import { aboutPng, describe, meaningOf, readPage, type Page } from "./describe.ts";
import type { TiffLayout } from "./layout.ts";
import { readPages } from "./pages.ts";
import { expandColourMap } from "./palette.ts";
import { placeBlock } from "./samples.ts";
import { photometric } from "./tags.ts";

/**
 * Decodes a TIFF or BigTIFF whose pages have one shape: 1 to 16, 24, 32 or 64 bits, signed, unsigned or
 * float, of any number of channels. Samples are stored values (0 is white where the file says so), but
 * YCbCr of JPEG is RGB; a palette is expanded. What PNG cannot say is kept, so that a TIFF comes back.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function decodeTiff(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const source = tiffBytes(file);
  const { pages: directories, beside } = readPages(source);
  const pages = directories.map((directory) => readPage(directory, source, options));
  const [{ layout, directory }] = pages as [Page];
  if (pages.some((page) => !sameShape(page.layout, layout))) {
    throw keptAsFile("a TIFF of different pages", "a TIFF whose pages have one shape");
  }
  const { width, height, channels, bits, kind } = layout;
  const total = {
    width,
    height: height * pages.length,
    channels: channels * sampleSize(bits),
    bits: 8,
  };
  const size = boundedSize(total, options);
  for (const page of pages) checkBlocks(page.layout);
  const data = new Uint8Array(size);
  for (const [i, page] of pages.entries()) {
    const each = size / pages.length;
    await readSamples(file, page, data.subarray(i * each, (i + 1) * each), options.signal);
  }
  const { kept, leftovers } = describe(pages);
  settle("TIFF", [...beside, ...leftovers], options);
  if (layout.photometric === photometric.palette && pages.length === 1) {
    const metadata = aboutPng(directory, kept);
    const shown = await expandColourMap(
      { width, height, bits, data },
      directory,
      metadata,
      options,
    );
    if (shown !== undefined) return shown;
  }
  const { origin, about } = meaningOf(pages[0]!, pages.length, kept);
  const pictures = { width, height, layout: { channels, bits, kind, pages: pages.length }, data };
  return await inTurns(carried(pictures, origin, about), options.signal);
}

function sameShape(a: TiffLayout, b: TiffLayout): boolean {
  const names = ["width", "height", "channels", "bits", "kind", "photometric"] as const;
  return names.every((name) => a[name] === b[name]);
}

async function readSamples(
  file: Uint8Array,
  { layout, directory }: Page,
  data: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const block of layout.blocks) {
    stopIfAborted(signal);
    const packed = file.slice(block.offset, block.offset + block.length);
    const bytes = await unpackBlock(packed, block, layout);
    placeBlock(bytes, block, layout, directory.littleEndian, data);
  }
}
