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
import { readPages, storedExtents } from "./pages.ts";
import { expandColourMap } from "./palette.ts";
import { placeBlock } from "./samples.ts";
import { photometric, tags } from "./tags.ts";

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
  const unused = unusedBytes(file, pages, copies);
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

/** What no directory points to. Zeros between structures tell nothing. */
function unusedBytes(
  file: Uint8Array,
  pages: readonly Page[],
  copies: readonly TiffDirectory[],
): Leftover[] {
  const extents: [number, number][] = [[0, file[2] === 43 || file[3] === 43 ? 16 : 8]];
  for (const { directory, layout } of pages) {
    extents.push(...directory.extents);
    for (const { offset, length } of layout.blocks) extents.push([offset, offset + length]);
  }
  for (const copy of copies) extents.push(...copy.extents, ...storedExtents(copy));
  extents.sort((a, b) => a[0] - b[0]);
  let [bytes, at] = [0, 0];
  for (const [start, end] of [...extents, [file.length, file.length] as const]) {
    bytes += withoutZeros(file.subarray(at, Math.max(at, start)));
    at = Math.max(at, end);
  }
  return bytes === 0 ? [] : [{ what: "data that none of its pages has", bytes }];
}

/** Bytes from the first that is not zero to the last. */
function withoutZeros(gap: Uint8Array): number {
  const first = gap.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : gap.findLastIndex((byte) => byte !== 0) + 1 - first;
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
