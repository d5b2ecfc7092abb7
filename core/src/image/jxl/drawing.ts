import { abandonable } from "../../abort.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import { damaged } from "../damaged.ts";
import { bytesPerSample, type Image, type Metadata } from "../image.ts";
import { decodePng } from "../png/decode.ts";
import type { JxlHeader } from "./header.ts";

/** cICP of sRGB, which is what a PNG means that says nothing. */
const sRgb = [1, 13, 0, 1];

/** What the decoder has drawn, as PNG with 8 or 16 bits, in the depth that the file has. */
export async function readDrawing(
  png: Uint8Array,
  { width, height, bits, alpha }: JxlHeader,
  signal: AbortSignal | undefined,
): Promise<Image> {
  const shown = await decodePng(png, {});
  const { channels, colour } = shown;
  if (shown.width * shown.height !== width * height || (channels % 2 === 0) !== alpha) {
    throw damaged("JPEG XL", "its decoder gives another picture than it said");
  }
  const scaled = abandonable(inTurns(toDepth(shown, bits), signal), signal);
  return {
    width: shown.width,
    height: shown.height,
    channels,
    bits,
    colour,
    data: await scaled,
    metadata: coloursOf(shown, bits),
  };
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
