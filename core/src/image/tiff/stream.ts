import { readWhole, type ReadableFile } from "../../bytes/random-access.ts";
import { stopIfAborted } from "../../abort.ts";
import { atOnce, pause } from "../../turns.ts";
import { carried, sampleSize } from "../carried.ts";
import type { StreamedImage } from "../streamed-image.ts";
import { checkBlocks, unpackBlock } from "./blocks.ts";
import { onTiffBytes, type TiffBytes } from "./bytes.ts";
import { describe, meaningOf, readPage } from "./describe.ts";
import type { TiffBlock, TiffLayout } from "./layout.ts";
import { readPages } from "./pages.ts";
import { placeBlock } from "./samples.ts";
import { photometric } from "./tags.ts";

/** A strip or a tile, packed or not, has at the most so many bytes; and so have the rows of tiles side by side. */
const [mostBlockBytes, mostRowsBytes] = [2 ** 26, 2 ** 27];
/** Rows without compression can be read as few at a time as one wants. */
const usualBytes = 2 ** 20;

/**
 * A TIFF or BigTIFF as `decodeTiff` decodes it, without having it in memory.
 * @returns undefined for several pages, palettes, channels apart, samples that become planes, for strips and
 *   tiles that are too large, and where directories are all over the file
 * @throws NeuroveilError as `decodeTiff`, but for what is wrong with the samples
 */
export async function streamTiff(file: ReadableFile): Promise<StreamedImage | undefined> {
  return await onTiffBytes(file, (bytes) => describeStream(file, bytes));
}

function describeStream(file: ReadableFile, bytes: TiffBytes): StreamedImage | undefined {
  const { pages, beside } = readPages(bytes, 1);
  const [directory] = pages;
  if (directory === undefined || pages.length > 1) return undefined;
  const page = readPage(directory, bytes, { maxBytes: Infinity });
  const { layout } = page;
  if (!isInOrder(layout)) return undefined;
  checkBlocks(layout);
  const { width, height, channels, bits, kind } = layout;
  const description = describe([page]);
  const { origin, about } = meaningOf(page, 1, description);
  const shape = { channels, bits, kind, pages: 1 };
  const { data: _, ...image } = atOnce(
    carried({ width, height, layout: shape, data: new Uint8Array() }, origin, about),
  );
  return {
    format: "TIFF",
    ...image,
    samples: (signal) => samplesOf(file, layout, directory.littleEndian, signal),
    leftovers: () => [...beside, ...description.leftovers],
  };
}

/** Whether pixels stay pixels, and rows can be had in the order in which they are wanted. */
function isInOrder(layout: TiffLayout): boolean {
  const { width, channels, bits, blocks, blockBytes, blockChannels } = layout;
  const pixels = channels <= 4 && bits <= 16 && blockChannels === channels;
  if (!pixels || layout.photometric === photometric.palette) return false;
  if (isPlain(layout)) return true;
  const fits =
    blockBytes <= mostBlockBytes && blocks.every(({ length }) => length <= mostBlockBytes);
  const rows = Math.max(...blockRowsOf(layout).map(([first]) => first.rows));
  return fits && rows * width * channels * sampleSize(bits) <= mostRowsBytes;
}

/** Strips of rows that stand in the file as they are. */
function isPlain({ compression, blocks, width }: TiffLayout): boolean {
  return compression === 1 && blocks.every(({ columns }) => columns === width);
}

async function* samplesOf(
  file: ReadableFile,
  layout: TiffLayout,
  littleEndian: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const pitch = layout.width * layout.channels * sampleSize(layout.bits);
  let room = new Uint8Array();
  for (const side of isPlain(layout) ? shortStrips(layout) : blockRowsOf(layout)) {
    const { rows } = side[0];
    if (room.length < rows * pitch) room = new Uint8Array(rows * pitch);
    const data = room.subarray(0, rows * pitch);
    for (const block of side) {
      stopIfAborted(signal);
      const packed = await readWhole(file, block.offset, block.length);
      const bytes = await unpackBlock(packed.slice(), block, layout);
      placeBlock(bytes, { ...block, y: 0 }, layout, littleEndian, data);
      await pause();
    }
    yield data;
  }
}

/** Blocks side by side, from the top. */
function blockRowsOf({ blocks }: TiffLayout): [TiffBlock, ...TiffBlock[]][] {
  const sides: [TiffBlock, ...TiffBlock[]][] = [];
  for (const block of blocks) {
    if (block.x === 0) sides.push([block]);
    else sides.at(-1)!.push(block);
  }
  return sides;
}

/** The same of strips without compression, cut into some rows each. */
function* shortStrips({ blocks, rowBytes }: TiffLayout): Generator<[TiffBlock]> {
  const few = Math.max(1, Math.floor(usualBytes / rowBytes));
  for (const block of blocks) {
    for (let row = 0; row < block.rows; row += few) {
      const rows = Math.min(few, block.rows - row);
      const offset = block.offset + row * rowBytes;
      yield [{ ...block, y: block.y + row, rows, offset, length: rows * rowBytes }];
    }
  }
}
