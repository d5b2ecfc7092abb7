import { concat } from "../../bytes/arrays.ts";
import { inTurns } from "../../turns.ts";
import { picturesOf, sampleSize } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { Image } from "../image.ts";
import { originBytes } from "../origin.ts";
import { writeNative } from "./native.ts";

/**
 * The DICOM file again: its own bytes around the samples.
 * @throws NotPixels "broken" where what was kept of it does not fit the samples
 */
export async function restoreDicom(
  image: Image,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const { width, height, layout, data } = await inTurns(picturesOf(image), signal);
  const { order, planar, allocated: bits } = image.metadata.origin?.fields ?? {};
  const [head, tail] = [originBytes(image, "head"), originBytes(image, "tail")];
  const allocated = ([1, 8, 16, 32] as const).find((known) => known === bits);
  const fits =
    allocated !== undefined &&
    layout.bits <= allocated &&
    sampleSize(layout.bits) === sampleSize(allocated);
  if (
    !fits ||
    head === undefined ||
    tail === undefined ||
    (order !== "little" && order !== "big")
  ) {
    throw damaged("DICOM", "what was kept of it");
  }
  const { channels: samples, pages: frames } = layout;
  const shape = { columns: width, rows: height, frames, samples, allocated, planar: planar === 1 };
  return concat([head, writeNative(data, shape, order), tail]);
}
