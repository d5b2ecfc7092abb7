import { libvips } from "#libvips";
import { abandonable } from "../../abort.ts";
import { NeuroveilError } from "../../errors.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { uprightExif } from "../exif.ts";
import { isTiffHeader } from "../tiff-header.ts";
import type { ColourModel, Image } from "../image.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import type { LibvipsImage } from "./decoder.ts";

const models: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

interface What {
  /** Id of the format. */
  readonly format: string;
  /** Whether libvips turns it as it says. */
  readonly turned: boolean;
  /** As in "a WebP image". */
  readonly name: string;
}

/**
 * Decodes a file of one picture with libvips, as it comes from there: above 8 bits, samples that were
 * moved to the top of 16 are moved back.
 * @param decoder name and version of what decodes, where that decides about samples
 */
export async function readWithLibvips(
  file: Uint8Array,
  { format, name, turned }: What,
  options: DecodeOptions,
  decoder: (versions: LibvipsImage["versions"]) => string | undefined,
): Promise<Image> {
  const short = name.replace(/^an? | image$/g, "");
  const refuse = (error: unknown): never => {
    if (error instanceof NeuroveilError) throw error;
    throw damaged(short, "its decoder cannot read it", error);
  };
  const opened = await libvips.open(file, name).catch(refuse);
  if (opened.pages > 1) throw keptAsFile(`${name} of several pictures`, `${name} of one picture`);
  const { width, height, channels } = opened;
  const colour = models[channels - 1];
  if (colour === undefined) throw keptAsFile(`${name} of ${channels} channels`, "1 to 4 channels");
  const size = boundedSize({ width, height, channels, bits: opened.bits }, options);
  const data = await abandonable(opened.samples().catch(refuse), options.signal);
  if (data.length !== size) throw damaged(short, "its decoder gives other samples than it said");
  const bits = opened.bits === 16 ? lowered(data, opened.depth) : 8;
  const { exif, icc, xmp, versions } = opened;
  const by = decoder(versions);
  const tiff = exif && exifOf(exif, turned);
  return {
    width,
    height,
    channels,
    bits,
    colour,
    data,
    metadata: {
      ...(icc && { icc: icc.slice() }),
      ...(tiff && { exif: tiff }),
      ...(xmp && { xmp: xmp.slice() }),
      origin: { format, ...(by !== undefined && { decoder: by }) },
    },
  };
}

/** EXIF as a TIFF structure; libvips and some writers put "Exif\0\0" before it, as JPEG does. */
export function exifOf(exif: Uint8Array, turned: boolean): Uint8Array | undefined {
  const own = [exif.slice(6), exif.slice()].find(isTiffHeader);
  return turned && own !== undefined ? uprightExif(own) : own;
}

/** Moves samples down to their depth, where nothing is lost by it. */
function lowered(data: Uint8Array, depth: number | undefined): number {
  if (depth === undefined || depth < 9 || depth > 15) return 16;
  const shift = 16 - depth;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const below = (1 << shift) - 1;
  for (let i = 0; i < data.length; i += 2) if ((view.getUint16(i) & below) !== 0) return 16;
  for (let i = 0; i < data.length; i += 2) view.setUint16(i, view.getUint16(i) >> shift);
  return depth;
}
