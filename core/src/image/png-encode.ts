import { codecs } from "#codecs";
import { NeuroveilError } from "../errors.ts";
import { concat, equal } from "./bytes.ts";
import { samplesFit, type Image, type PngChunk, type PngOrigin } from "./image.ts";
import { chunkBytes, pngSignature } from "./png-chunks.ts";
import { filterRows, plainRows } from "./png-filter.ts";
import { headerBytes, storedSamples, type PngHeader } from "./png-header.ts";
import { fieldChunks, type Content } from "./png-metadata.ts";
import { collapsePalette, expandPalette } from "./png-palette.ts";
import { passesOf } from "./png-passes.ts";
import { packPass } from "./png-samples.ts";
import { removeAlpha } from "./png-transparency.ts";

/** What IDAT is made from. */
interface Stored {
  readonly header: PngHeader;
  /** As restoreSamples returns them. */
  readonly data: Uint8Array;
  /** The original's, when the samples fit it. */
  readonly origin: PngOrigin | undefined;
}

/**
 * Encodes gray, gray+alpha, RGB or RGBA samples of 1 to 16 bits as PNG: in the original's colour
 * type, depth and interlacing with its chunks where `metadata.png` tells them and the samples fit,
 * else in the smallest form that holds the samples. Depths that PNG does not have are stored
 * unscaled in the next larger one.
 * @throws NeuroveilError "unsupported" for other channel counts
 */
export async function encodePng(image: Image): Promise<Uint8Array> {
  const { header, data, origin } = originalForm(image) ?? plainForm(image);
  const rows = passesOf(header).map((pass) => {
    const packed = packPass(header, data, pass);
    const pixel = (storedSamples(header.colourType) * header.depth) / 8;
    const differs = header.colourType !== 3 && header.depth >= 8;
    return differs ? filterRows(packed, pass.rowBytes, pixel) : plainRows(packed, pass.rowBytes);
  });
  const compressed = await codecs.deflate(rows.length === 1 ? rows[0]! : concat(rows));

  const contents: Content[] = [
    { type: "IHDR", data: headerBytes(header) },
    ...(await fieldChunks(image.metadata)),
    ...placed(origin, "before-palette"),
    ...optional("PLTE", origin?.palette),
    ...optional("tRNS", origin?.transparency),
    ...placed(origin, "before-data"),
    { type: "IDAT", data: compressed },
    ...placed(origin, "after-data"),
    { type: "IEND", data: new Uint8Array() },
  ];
  return concat([pngSignature, ...contents.map((chunk) => chunkBytes(chunk.type, chunk.data))]);
}

/** The form that the image had as PNG, or undefined when it had none or no longer fits it. */
function originalForm(image: Image): Stored | undefined {
  const origin = image.metadata.png;
  if (origin === undefined) return undefined;
  const { colourType, depth, interlaced, transparency } = origin;
  const channels = (colourType === 3 ? 3 : storedSamples(colourType)) + (transparency ? 1 : 0);
  if (image.channels !== channels || image.bits !== (colourType === 3 ? 8 : depth))
    return undefined;

  let data: Uint8Array | undefined = image.data;
  if (colourType === 3) data = storedIndices(image.data, origin);
  else if (transparency !== undefined) data = removeAlpha(data, transparency, depth);
  // What a wrong key decrypts to need not fit.
  if (data === undefined || !samplesFit(data, depth)) return undefined;
  const header = { width: image.width, height: image.height, colourType, depth, interlaced };
  return { header, data, origin };
}

function storedIndices(data: Uint8Array, origin: PngOrigin): Uint8Array | undefined {
  const { palette, transparency, indices } = origin;
  if (palette === undefined) return undefined;
  if (indices === undefined) return collapsePalette(data, palette, transparency);
  const expanded = expandPalette(indices, palette, transparency).data;
  return equal(expanded, data) ? indices : undefined;
}

const colourTypes = [0, 4, 2, 6] as const;

function plainForm(image: Image): Stored {
  const { width, height, channels, bits, data } = image;
  const colourType = colourTypes[channels - 1];
  if (colourType === undefined || image.colour === "cmyk") {
    throw new NeuroveilError(
      "unsupported",
      `expected 1 to 4 channels of gray or RGB for a PNG, got ${channels} (${image.colour})`,
    );
  }
  const depths =
    colourType === 0 && samplesFit(data, bits) ? ([1, 2, 4, 8, 16] as const) : ([8, 16] as const);
  const depth = depths.find((possible) => possible >= bits)!;
  const header = { width, height, colourType, depth, interlaced: false } as const;
  return { header, data, origin: undefined };
}

function placed(origin: PngOrigin | undefined, place: PngChunk["place"]): readonly Content[] {
  return origin?.chunks?.filter((chunk) => chunk.place === place) ?? [];
}

function optional(type: string, data: Uint8Array | undefined): Content[] {
  return data === undefined ? [] : [{ type, data }];
}
