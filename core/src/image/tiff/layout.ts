import { asFile, NeuroveilError, sizeText } from "../../errors.ts";
import { sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import { boundedSize, type Limits } from "../limits.ts";
import { keptAsFile, type NotPixels } from "../not-pixels.ts";
import type { SampleKind } from "../origin.ts";
import type { TiffBytes } from "./bytes.ts";
import type { TiffDirectory } from "./directory.ts";
import { photometric as models, tags } from "./tags.ts";

/** How a TIFF stores its samples, every number checked. */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  /** Samples a pixel. */
  readonly channels: number;
  /** Bits a sample, the same for all: 1 to 16, 24, 32 or 64. */
  readonly bits: number;
  readonly kind: SampleKind;
  readonly compression: number;
  /** What channels are, once they are unpacked. */
  readonly photometric: number;
  /** Whether the bits of each byte are in reverse order. */
  readonly reversed: boolean;
  /**
   * 1 none; 2: each sample of a row is stored as its difference from the one before; 3: the bytes of
   * floats are sorted by their place in it, and each is stored as its difference from the one before.
   */
  readonly predictor: 1 | 2 | 3;
  /** What compression 3 says of itself: 1 for rows that are coded by those above, and more. */
  readonly t4Options: number;
  readonly blocks: readonly TiffBlock[];
  /** Tables that JPEGs in it share. */
  readonly jpegTables: Uint8Array | undefined;
  /** Whether it is stored as YCbCr, which JPEG makes RGB of. */
  readonly fromYcc: boolean;
  /** Pixels of one row of a block, and rows. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  /** Bytes of one row of a block. */
  readonly rowBytes: number;
  /** Bytes that a block has at the most, unpacked. */
  readonly blockBytes: number;
  /** Samples a pixel within a block: all, or 1 where each channel has blocks of its own. */
  readonly blockChannels: number;
}

/** A strip or a tile. */
export interface TiffBlock {
  readonly offset: number;
  readonly length: number;
  /** Pixel of the image at which it starts. */
  readonly x: number;
  readonly y: number;
  /** Pixels of it that lie within the image. */
  readonly columns: number;
  readonly rows: number;
  /** First of the channels that it holds. */
  readonly channel: number;
}

const faxCompressions: ReadonlySet<number> = new Set([2, 3, 4]);
const jpeg = 7;
const longestSide = 2 ** 31 - 1;
const mostChannels = 2 ** 16 - 1;
/** By SampleFormat; 4 is "undefined". */
const kinds: Readonly<Record<number, SampleKind>> = {
  1: "unsigned",
  2: "signed",
  3: "float",
  4: "unsigned",
};
const wholeBits: readonly number[] = [...Array.from({ length: 16 }, (_, i) => i + 1), 24, 32, 64];

/**
 * Reads how the samples are stored.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export function readLayout(directory: TiffDirectory, file: TiffBytes, limits: Limits): TiffLayout {
  const width = directory.integer(tags.imageWidth, 1, longestSide);
  const height = directory.integer(tags.imageLength, 1, longestSide);
  const channels = directory.integer(tags.samplesPerPixel, 1, mostChannels, 1);
  const bits = alike(directory, tags.bitsPerSample, channels, 1, "depths");
  const kind = kinds[alike(directory, tags.sampleFormat, channels, 1, "kinds of samples")];
  if (kind === undefined) throw unsupported("complex samples");
  if (!(kind === "float" ? [16, 32, 64] : wholeBits).includes(bits)) {
    throw unsupported(`${bits}-bit ${kind} samples`);
  }
  const size = boundedSize(
    { width, height, channels: channels * sampleSize(bits), bits: 8 },
    limits,
  );
  const compression = directory.integer(tags.compression, 1, 2 ** 16 - 1, 1);
  // A fax that does not say so has 0 as white, as its standard does; so says libtiff.
  const usual = faxCompressions.has(compression) ? models.whiteIsZero : models.blackIsZero;
  const stored = directory.integer(tags.photometric, 0, 2 ** 16 - 1, usual);
  const planar = directory.integer(tags.planarConfiguration, 1, 2, 1) === 2;
  const fromYcc = compression === jpeg && stored === models.yCbCr && !planar && channels === 3;
  const reversed = directory.integer(tags.fillOrder, 1, 2, 1) === 2;
  const predictor = directory.integer(tags.predictor, 1, 3, 1) as 1 | 2 | 3;
  if (predictor === 3 ? kind !== "float" : predictor === 2 && ![8, 16, 32, 64].includes(bits)) {
    throw unsupported(`predictor ${predictor} with ${bits}-bit ${kind} samples`);
  }

  const tiled = directory.has(tags.tileOffsets);
  const blockWidth = tiled ? directory.integer(tags.tileWidth, 1, longestSide) : width;
  const blockHeight = tiled
    ? directory.integer(tags.tileLength, 1, longestSide)
    : Math.min(directory.integer(tags.rowsPerStrip, 1, 2 ** 32 - 1, height), height);
  const blockChannels = planar ? 1 : channels;
  const rowBytes = Math.ceil((blockWidth * blockChannels * bits) / 8);
  const grid: Grid = {
    image: { width, height },
    block: { width: blockWidth, height: blockHeight },
    planes: planar ? channels : 1,
  };
  const unpacked = gridBlocks(grid) * rowBytes * blockHeight;
  checkPadding(unpacked, size);
  directory.allowance.takeUnpacked(unpacked, size);
  return {
    width,
    height,
    channels,
    bits,
    compression,
    photometric: fromYcc ? models.rgb : stored,
    kind,
    reversed,
    predictor,
    t4Options: compression === 3 ? directory.integer(tags.t4Options, 0, 2 ** 32 - 1, 0) : 0,
    jpegTables: compression === jpeg ? directory.bytes(tags.jpegTables) : undefined,
    fromYcc,
    blockWidth,
    blockHeight,
    rowBytes,
    blockBytes: rowBytes * blockHeight,
    blockChannels,
    blocks: tiled
      ? readBlocks(directory, file, grid, tags.tileOffsets, tags.tileByteCounts)
      : readBlocks(directory, file, grid, tags.stripOffsets, tags.stripByteCounts),
  };
}

/** The one value that a field has for all channels. */
function alike(
  directory: TiffDirectory,
  tag: number,
  channels: number,
  standard: number,
  what: string,
): number {
  if (!directory.has(tag)) return standard;
  // Some writers store it once.
  const values = directory.integers(tag, directory.count(tag) === 1 ? 1 : channels);
  if (values.some((value) => value !== values[0]))
    throw unsupported(`channels of different ${what}`);
  return values[0]!;
}

/** Tiles of 256 x 256 around a small image are usual, images of tiles of which little is seen are not. */
function checkPadding(unpacked: number, size: number): void {
  const most = Math.max(4 * size, 2 ** 26);
  if (unpacked <= most) return;
  throw new NeuroveilError("limit", {
    expected: `a TIFF whose tiles unpack to at most ${sizeText(most)}`,
    got: sizeText(unpacked),
    todo: asFile,
  });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Grid {
  readonly image: Size;
  readonly block: Size;
  readonly planes: number;
}

function gridBlocks({ image, block, planes }: Grid): number {
  return Math.ceil(image.width / block.width) * Math.ceil(image.height / block.height) * planes;
}

function readBlocks(
  directory: TiffDirectory,
  file: TiffBytes,
  grid: Grid,
  offsetsTag: number,
  lengthsTag: number,
): TiffBlock[] {
  const { image, block } = grid;
  const across = Math.ceil(image.width / block.width);
  const down = Math.ceil(image.height / block.height);
  const count = gridBlocks(grid);
  directory.allowance.takeBlocks(count);
  const offsets = directory.integers(offsetsTag, count);
  const lengths = directory.integers(lengthsTag, count);
  return offsets.map((offset, i): TiffBlock => {
    const length = lengths[i]!;
    if (length === 0) throw damaged("TIFF", "some of its samples are missing");
    // The header takes eight bytes at the least.
    if (offset < 8 || offset + length > file.length) {
      throw damaged("TIFF", "its samples lie outside of it");
    }
    directory.allowance.takeSamples(length);
    const x = (i % across) * block.width;
    const y = (Math.floor(i / across) % down) * block.height;
    const columns = Math.min(block.width, image.width - x);
    const rows = Math.min(block.height, image.height - y);
    return { offset, length, x, y, columns, rows, channel: Math.floor(i / (across * down)) };
  });
}

export function unsupported(what: string): NotPixels {
  return keptAsFile(`a TIFF of ${what}`, "a TIFF of gray, colour or other channels of one kind");
}
