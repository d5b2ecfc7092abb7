import { loadOxide } from "#jxl-oxide";
import { abandonable } from "../../abort.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { loadCodec } from "../codec-packages.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import { bytesPerSample, type Image, type Metadata } from "../image.ts";
import { settle } from "../leftover.ts";
import { boundedSize } from "../limits.ts";
import { keptAsFile } from "../not-pixels.ts";
import { decodePng } from "../png/decode.ts";
import { readJxl } from "./container.ts";
import { readHeader } from "./header.ts";
import type { Oxide } from "./oxide.ts";

/** The decoder computes in 32 bits a sample, in the 4 GiB that a module can have. */
const mostSamples = 2 ** 27;

/** cICP of sRGB, which is what a PNG means that says nothing. */
const sRgb = [1, 13, 0, 1];

/**
 * Decodes a JPEG XL image of one picture, turned as it says, to gray or RGB with or without alpha, of 1 to
 * 16 bits. What a lossy one decodes to is jxl-oxide's, whose version the origin says.
 */
export async function decodeJxl(file: Uint8Array, options: DecodeOptions = {}): Promise<Image> {
  const { codestream, metadata, leftovers } = readJxl(file);
  const { width, height, bits, alpha } = readHeader(codestream);
  // Of gray ones it is less.
  boundedSize({ width, height, channels: alpha ? 4 : 3, bits }, options);
  if (4 * width * height > mostSamples) {
    throw keptAsFile(
      `a JPEG XL image of ${width} x ${height}`,
      `at most ${mostSamples / 4} pixels`,
    );
  }
  settle("JPEG XL image", leftovers, options);
  const oxide = await loadCodec("jxl-oxide-wasm", "a JPEG XL image", loadOxide);
  const shown = await decodePng(render(oxide, codestream), {});
  const { channels, colour } = shown;
  if (shown.width * shown.height !== width * height || (channels % 2 === 0) !== alpha) {
    throw damaged("JPEG XL", "its decoder gives another picture than it said");
  }
  const scaled = abandonable(inTurns(toDepth(shown, bits), options.signal), options.signal);
  return {
    width: shown.width,
    height: shown.height,
    channels,
    bits,
    colour,
    data: await scaled,
    metadata: {
      ...metadata,
      ...coloursOf(shown, bits),
      origin: { format: "jxl", decoder: `jxl-oxide ${oxide.version()}` },
    },
  };
}

/** A PNG of it, with 8 or 16 bits. */
function render({ JxlImage }: Oxide, codestream: Uint8Array): Uint8Array {
  try {
    const image = new JxlImage();
    try {
      image.feedBytes(codestream);
      if (!image.tryInit() || !image.loaded) throw new Error("it is cut short");
      return image.render().encodeToPng();
    } finally {
      image.free();
    }
  } catch (cause) {
    throw damaged("JPEG XL", "its decoder cannot read it", cause);
  }
}

/** A profile, or the code points of its colours. */
function coloursOf({ metadata }: Image, bits: number): Metadata {
  if (metadata.icc !== undefined) return { icc: metadata.icc };
  const { png } = metadata;
  const codes = png?.chunks?.find(({ type }) => type === "cICP");
  const said = codes !== undefined && !sRgb.every((code, i) => codes.data[i] === code);
  // Other depths than PNG has are written in a form without chunks.
  return said && (bits === 8 || bits === 16) ? { png: { ...png!, chunks: [codes] } } : {};
}

/** Samples scaled to 8 or 16 bits as they are stored. */
function* toDepth({ data, bits: from }: Image, to: number): Steps<Uint8Array> {
  if (from === to) return data;
  const [size, wide] = [bytesPerSample(to), from === 16];
  const source = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const result = new Uint8Array((data.length / (wide ? 2 : 1)) * size);
  const target = new DataView(result.buffer);
  const [most, all] = [2 ** to - 1, 2 ** from - 1];
  for (let i = 0; i < result.length / size; i++) {
    if (i % stepBytes === 0) yield;
    const sample = wide ? source.getUint16(2 * i) : source.getUint8(i);
    const stored = Math.round((sample * most) / all);
    if (size === 2) target.setUint16(2 * i, stored);
    else target.setUint8(i, stored);
  }
  return result;
}
