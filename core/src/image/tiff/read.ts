import { inTurns } from "../../turns.ts";
import { stopIfAborted } from "../../abort.ts";
import { NeuroveilError } from "../../errors.ts";
import { carried, sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { ColourModel, Image, Metadata } from "../image.ts";
import { settle, type Leftover } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import type { ImageOrigin } from "../origin.ts";
import { compressions, otherCompressions, type Compression } from "./compression.ts";
import { readDirectories, type TiffDirectory } from "./directory.ts";
import { exifOfTags, inExif, isMeaningless } from "./exif-tags.ts";
import { keptTags, packTags, type KeptTag } from "./kept-tags.ts";
import { readLayout, unsupported, type TiffLayout } from "./layout.ts";
import { colourMap, expandColourMap } from "./palette.ts";
import { placeBlock, reverseBits } from "./samples.ts";
import { photometric, tags } from "./tags.ts";

/**
 * What PNG can say (and for CMYK, what TIFF says in one way only) by photometric interpretation, samples
 * a pixel and kinds of further samples: 2 is alpha that is not multiplied into the colours.
 */
const models: Readonly<Record<string, ColourModel>> = {
  "1,1,": "gray",
  "1,2,2": "gray-alpha",
  "2,3,": "rgb",
  "2,4,2": "rgba",
  "5,4,": "cmyk",
};

interface Page {
  readonly layout: TiffLayout;
  readonly directory: TiffDirectory;
}

/**
 * Decodes a TIFF or BigTIFF whose pages have one shape: 1 to 16, 24, 32 or 64 bits, signed, unsigned or
 * float, of any number of channels, losslessly compressed. Samples are stored values (0 is white where
 * the file says so); a palette is expanded. What PNG cannot say is kept, so that a TIFF comes back.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "limit"
 */
export async function decodeTiff(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const pages = readDirectories(file).map((directory): Page => {
    const layout = readLayout(directory, file, options);
    compressionOf(layout);
    if (layout.photometric === photometric.yCbCr) throw unsupported("YCbCr samples");
    if (directory.integer(tags.subfileType, 0, 2 ** 32 - 1, 0) % 2 === 1) {
      throw keptAsFile("a TIFF with smaller copies", "a TIFF whose pages have one shape");
    }
    return { layout, directory };
  });
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
  const data = new Uint8Array(boundedSizeOf(total, pages, options));
  for (const [i, page] of pages.entries()) {
    const size = data.length / pages.length;
    await readSamples(file, page, data.subarray(i * size, (i + 1) * size), options.signal);
  }
  const { kept, leftovers } = describe(pages);
  settle("TIFF", leftovers, options);
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
  const colour = models[`${layout.photometric},${channels},${extraOf(directory)}`];
  const plain = colour !== undefined && pages.length === 1 && kept.every(({ tag }) => inExif(tag));
  const usual = plain && kind === "unsigned" && bits <= 16;
  const metadata = usual ? aboutPng(directory, kept) : readMetadata(directory);
  const origin: ImageOrigin = usual
    ? { format: "tiff" }
    : { format: "tiff", fields: { tags: packTags([...meaning(directory, layout), ...kept]) } };
  const pictures = { width, height, layout: { channels, bits, kind, pages: pages.length }, data };
  const about = { ...(colour !== undefined && { colour }), metadata };
  return await inTurns(carried(pictures, origin, about), options.signal);
}

function sameShape(a: TiffLayout, b: TiffLayout): boolean {
  const names = ["width", "height", "channels", "bits", "kind", "photometric"] as const;
  return names.every((name) => a[name] === b[name]);
}

/** Bytes of all pages, when the file can have them. */
function boundedSizeOf(
  total: Parameters<typeof boundedSize>[0],
  pages: readonly Page[],
  options: DecodeOptions,
): number {
  const size = boundedSize(total, options);
  // Before memory is taken on the file's word.
  for (const { layout } of pages) {
    const { expansion } = compressionOf(layout);
    for (const { length, rows } of layout.blocks) {
      if (layout.rowBytes * rows > length * expansion) throw damaged("TIFF", missing);
    }
  }
  return size;
}

const missing = "some of its samples are missing";

function compressionOf({ compression: id, reversed }: TiffLayout): Compression {
  const compression = compressions.get(id);
  if (compression === undefined) {
    throw keptAsFile(
      `a TIFF compressed by ${otherCompressions.get(id) ?? `method ${id}`}`,
      "a TIFF without compression, or with PackBits, LZW, Deflate or Zstandard",
    );
  }
  if (reversed && id !== 1) throw unsupported("bits in reverse order");
  return compression;
}

async function readSamples(
  file: Uint8Array,
  { layout, directory }: Page,
  data: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { blocks, blockBytes, rowBytes } = layout;
  const compression = compressionOf(layout);
  for (const block of blocks) {
    stopIfAborted(signal);
    const packed = file.slice(block.offset, block.offset + block.length);
    if (layout.reversed) reverseBits(packed);
    let bytes: Uint8Array;
    try {
      const most = Math.min(blockBytes, block.length * compression.expansion);
      bytes = await compression.unpack(packed, most);
    } catch (error) {
      if (error instanceof NeuroveilError) throw error;
      throw damaged("TIFF", "its compressed data is damaged", error);
    }
    if (bytes.length < rowBytes * block.rows) throw damaged("TIFF", missing);
    placeBlock(bytes, block, layout, directory.littleEndian, data);
  }
}

/** What the first page says beside its samples; of the others, what differs is not kept. */
function describe(pages: readonly Page[]): {
  readonly kept: readonly KeptTag[];
  readonly leftovers: readonly Leftover[];
} {
  const [first, ...others] = pages.map(({ directory }) => keptTags(directory));
  const leftovers: Leftover[] = [...first!.lost];
  const own = new Set(first!.kept.map(textOf));
  for (const { kept, lost } of others) {
    leftovers.push(...lost);
    const differing = kept.filter((tag) => !own.has(textOf(tag)) && !isMeaningless(tag.tag));
    for (const { tag, values } of differing) {
      leftovers.push({ what: `the tag ${tag} of a further page`, bytes: values.length });
    }
  }
  return { kept: first!.kept, leftovers };
}

function textOf({ tag, type, values }: KeptTag): string {
  return `${tag} ${type} ${values.join(",")}`;
}

function extraOf(directory: TiffDirectory): string {
  const count = directory.count(tags.extraSamples);
  return count === 0 ? "" : directory.integers(tags.extraSamples, count).join(",");
}

/** What channels mean, as the file says it. */
function meaning(directory: TiffDirectory, { photometric: model, bits }: TiffLayout): KeptTag[] {
  const fields = [tags.photometric, tags.extraSamples].flatMap((tag) => {
    const field = directory.has(tag) ? directory.field(tag) : undefined;
    return field === undefined ? [] : [{ tag, ...field }];
  });
  return model === photometric.palette ? [...fields, colourMap(directory, bits)] : fields;
}

/** Metadata of an image that becomes a PNG: its description goes into EXIF. */
function aboutPng(directory: TiffDirectory, kept: readonly KeptTag[]): Metadata {
  const exif = exifOfTags(kept);
  return { ...readMetadata(directory), ...(exif && { exif }) };
}

function readMetadata(directory: TiffDirectory): Metadata {
  const icc = directory.bytes(tags.icc);
  const xmp = directory.bytes(tags.xmp);
  const photoshop = directory.bytes(tags.photoshop);
  const density = readDensity(directory);
  return {
    ...(icc && { icc }),
    ...(xmp && { xmp }),
    ...(photoshop && { photoshop }),
    ...(density && { density }),
  };
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
