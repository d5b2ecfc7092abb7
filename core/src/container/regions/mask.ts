import { NeuroveilError } from "../../errors.ts";
import { decodeImage } from "../../image/decode.ts";
import { bytesPerSample, type Image } from "../../image/image.ts";
import { inTurns, stepBytes, type Steps } from "../../turns.ts";
import type { Area } from "../shape/area.ts";
import { stacked, type Band } from "../shape/outline.ts";

/** What a mask covers, in an image of its size. */
export interface MaskAreas {
  readonly width: number;
  readonly height: number;
  readonly areas: readonly Area[];
}

/**
 * What a mask covers: pixels that are neither black nor wholly transparent, so that a soft edge is inside.
 * @param file an image
 * @throws NeuroveilError "input" when it covers nothing, "limit" when its outline is too fine, "usage" when
 *   its colours are no light, otherwise as `decodeImage`
 */
export async function readMask(file: Uint8Array): Promise<MaskAreas> {
  const mask = await decodeImage(file);
  if (mask.colour === "cmyk" || mask.metadata.origin?.layout !== undefined) {
    throw new NeuroveilError("input", {
      expected: "a mask in gray or RGB",
      got: mask.colour === "cmyk" ? "one in CMYK" : "pages, planes or signed samples",
      todo: "save it as a PNG, white where pixels are to be encrypted",
    });
  }
  const areas = stacked(await inTurns(bandsOf(mask)));
  if (areas.length === 0) {
    throw new NeuroveilError("input", {
      expected: "a mask with pixels that are not black",
      got: "none",
      todo: "paint white what is to be encrypted",
    });
  }
  return { width: mask.width, height: mask.height, areas };
}

function* bandsOf(mask: Image): Steps<Band[]> {
  const { width, height, channels, bits, data } = mask;
  const sample = bytesPerSample(bits);
  const colours = (channels <= 2 ? 1 : 3) * sample;
  const pixel = channels * sample;
  const isSet = (at: number): boolean =>
    anyOf(data, at, at + colours) && (colours === pixel || anyOf(data, at + colours, at + pixel));
  const bands: Band[] = [];
  let since = 0;
  for (let y = 0; y < height; y++) {
    const spans: [number, number][] = [];
    let left: number | undefined;
    for (let x = 0; x < width; x++) {
      const inside = isSet((y * width + x) * pixel);
      if (inside) left ??= x;
      else if (left !== undefined) {
        spans.push([left, x]);
        left = undefined;
      }
    }
    if (left !== undefined) spans.push([left, width]);
    if (spans.length > 0) bands.push({ top: y, bottom: y + 1, spans });
    since += width * pixel;
    if (since < stepBytes) continue;
    since = 0;
    yield;
  }
  return bands;
}

function anyOf(data: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (data[i] !== 0) return true;
  return false;
}
