import { inTurns, pause, stepBytes } from "../../turns.ts";
import { stopIfAborted } from "../../abort.ts";
import { carried, sampleSize } from "../carried.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image } from "../image.ts";
import { merge, settle, type Leftover } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile, type NotPixels } from "../not-pixels.ts";
import { checkBlocks, unpackBlock } from "./blocks.ts";
import { tiffBytes, type TiffBytes } from "./bytes.ts";
import { aboutPng, describe, meaningOf, readPage, type Page } from "./describe.ts";
import type { TiffDirectory } from "./directory.ts";
import { inExif } from "./exif-tags.ts";
import type { TiffLayout } from "./layout.ts";
import { readPages } from "./pages.ts";
import { expandColourMap } from "./palette.ts";
import { placeBlock } from "./samples.ts";
import { photometric, tags } from "./tags.ts";
import { unusedBytes } from "./unused-bytes.ts";

/**
 * Decodes a TIFF or BigTIFF whose pages have one shape: 1 to 16, 24, 32 or 64 bits, signed, unsigned or
 * float, of any number of channels. Samples are stored values (0 is white where the file says so), but
 * YCbCr of JPEG is RGB; a palette is expanded. What PNG cannot say is kept, so that a TIFF comes back.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function decodeTiff(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const source = tiffBytes(file);
  const { pages: directories, beside, copies } = readPages(source);
  const { pages, size } = layOut(directories, source, options);
  const [{ layout, directory }] = pages;
  const { width, height, channels, bits, kind } = layout;
  for (const page of pages) checkBlocks(page.layout);
  const data = new Uint8Array(size);
  const unused = await inTurns(unusedBytes(file, pages, copies), options.signal);
  for (const [i, page] of pages.entries()) {
    const each = size / pages.length;
    const into = data.subarray(i * each, (i + 1) * each);
    unused.push(...(await readSamples(file, page, into, options.signal)));
  }
  const description = describe(pages);
  settle("TIFF", [...beside, ...description.leftovers, ...unused], options);
  if (isPlainPalette(layout) && pages.length === 1 && description.kept.every(inExif)) {
    const metadata = aboutPng(directory, description.kept);
    const shown = await expandColourMap(
      { width, height, bits, data },
      directory,
      metadata,
      options,
    );
    if (shown !== undefined) return shown;
  }
  const { origin, about } = meaningOf(pages[0], pages.length, description);
  const pictures = { width, height, layout: { channels, bits, kind, pages: pages.length }, data };
  return await inTurns(carried(pictures, origin, about), options.signal);
}

/** Whether samples are indices, and nothing else stands beside them, so that a PNG can have a palette too. */
function isPlainPalette({ photometric: model, channels, kind }: TiffLayout): boolean {
  return model === photometric.palette && channels === 1 && kind === "unsigned";
}

/**
 * Finds out how pages are stored, and how many bytes of samples all have.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
function layOut(
  [directory, ...directories]: readonly TiffDirectory[],
  source: TiffBytes,
  options: DecodeOptions,
): { readonly pages: readonly [Page, ...Page[]]; readonly size: number } {
  const first = readPage(directory!, source, options);
  const { width, height, channels, bits } = first.layout;
  // Of thousands of pages, strips are looked at only where there is room for them all.
  const sides = [
    [tags.imageWidth, width],
    [tags.imageLength, height],
  ] as const;
  const differs = (other: TiffDirectory): boolean =>
    sides.some(([tag, side]) => other.integer(tag, 0, Number.MAX_SAFE_INTEGER) !== side);
  if (directories.some(differs)) throw differentPages();
  const total = {
    width,
    height: height * (1 + directories.length),
    channels: channels * sampleSize(bits),
    bits: 8,
  };
  const size = boundedSize(total, options);
  const others = directories.map((other) => {
    const page = readPage(other, source, options);
    if (!sameShape(page, first)) throw differentPages();
    return page;
  });
  return { pages: [first, ...others], size };
}

/** Whether samples are as many and mean the same, and the page is turned in the same way. */
function sameShape(a: Page, b: Page): boolean {
  const names = ["width", "height", "channels", "bits", "kind", "photometric"] as const;
  const turn = ({ directory }: Page): number => directory.integer(tags.orientation, 0, 65_535, 1);
  return (
    names.every((name) => a.layout[name] === b.layout[name]) &&
    [tags.colourMap, tags.extraSamples].every((tag) => a.directory.agrees(b.directory, tag)) &&
    turn(a) === turn(b)
  );
}

function differentPages(): NotPixels {
  return keptAsFile("a TIFF of different pages", "a TIFF whose pages have one shape");
}

async function readSamples(
  file: Uint8Array,
  { layout, directory }: Page,
  data: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Leftover[]> {
  const { rowBytes } = layout;
  const rests: Leftover[] = [];
  const few = Math.max(1, Math.floor(stepBytes / rowBytes));
  for (const block of layout.blocks) {
    stopIfAborted(signal);
    const packed = file.slice(block.offset, block.offset + block.length);
    const bytes = await unpackBlock(packed, block, layout, (rest) => void rests.push(rest));
    for (let row = 0; row < block.rows; row += few) {
      const [y, rows] = [block.y + row, Math.min(few, block.rows - row)];
      const from = bytes.subarray(row * rowBytes);
      placeBlock(from, { ...block, y, rows }, layout, directory.littleEndian, data);
      await pause();
      stopIfAborted(signal);
    }
  }
  return merge(rests);
}
