import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import { bytesPerSample, type ColourModel, type Image, type Metadata } from "../image.ts";
import type { Limits } from "../limits.ts";
import { compressions } from "./compression.ts";
import { TiffDirectory } from "./directory.ts";
import { readLayout, unsupported, type TiffLayout } from "./layout.ts";
import { placeBlock } from "./samples.ts";
import { tags } from "./tags.ts";

/** Colour models by photometric interpretation and samples a pixel. */
const models: Readonly<Record<string, ColourModel>> = {
  "0,1": "gray",
  "1,1": "gray",
  "1,2": "gray-alpha",
  "2,3": "rgb",
  "2,4": "rgba",
  "5,4": "cmyk",
};

/**
 * Decodes a TIFF of one page of unsigned samples: gray, RGB or CMYK, 1 to 16 bits, losslessly
 * compressed. Samples are stored values (0 is white where the file says so).
 * @throws NeuroveilError "broken", "unsupported" or "limit"
 */
export async function decodeTiff(file: Uint8Array, limits: Limits = {}): Promise<Image> {
  const directory = new TiffDirectory(file);
  const layout = readLayout(directory, file, limits);
  const { width, height, channels, bits, photometric } = layout;
  const colour = models[`${photometric},${channels}`];
  if (colour === undefined) {
    throw unsupported(`${channels} samples a pixel of photometric interpretation ${photometric}`);
  }
  const data = await readSamples(file, layout, directory.littleEndian);
  return { width, height, channels, bits, colour, data, metadata: readMetadata(directory) };
}

async function readSamples(
  file: Uint8Array,
  layout: TiffLayout,
  littleEndian: boolean,
): Promise<Uint8Array> {
  const { width, height, channels, bits, blocks, blockBytes, rowBytes } = layout;
  const compression = compressions.get(layout.compression);
  if (compression === undefined) throw unsupported(`compression ${layout.compression}`);
  // Before memory is taken on the file's word.
  const missing = "some of its samples are missing";
  for (const { length, rows } of blocks) {
    if (rowBytes * rows > length * compression.expansion) throw damaged("TIFF", missing);
  }

  const data = new Uint8Array(width * height * channels * bytesPerSample(bits));
  for (const block of blocks) {
    const packed = file.slice(block.offset, block.offset + block.length);
    let bytes: Uint8Array;
    try {
      const most = Math.min(blockBytes, block.length * compression.expansion);
      bytes = await compression.unpack(packed, most);
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw damaged("TIFF", "its compressed data is damaged", error);
    }
    if (bytes.length < rowBytes * block.rows) throw damaged("TIFF", missing);
    placeBlock(bytes, block, layout, littleEndian, data);
  }
  return data;
}

function readMetadata(directory: TiffDirectory): Metadata {
  const icc = directory.bytes(tags.icc);
  const density = readDensity(directory);
  return { ...(icc !== undefined && { icc }), ...(density && { density }) };
}

const units = { 1: "aspect", 2: "inch", 3: "centimetre" } as const;

function readDensity(directory: TiffDirectory): Metadata["density"] {
  const [x, xUnits] = directory.fraction(tags.xResolution) ?? [0, 0];
  const [y, yUnits] = directory.fraction(tags.yResolution) ?? [0, 0];
  const unit = directory.integer(tags.resolutionUnit, 0, 2 ** 16 - 1, 2);
  if (x === 0 || xUnits === 0 || y === 0 || yUnits === 0) return undefined;
  if (unit !== 1 && unit !== 2 && unit !== 3) return undefined;
  return { x: x / xUnits, y: y / yUnits, unit: units[unit] };
}
