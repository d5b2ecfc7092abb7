import { bytesPerSample, type Image } from "neuroveil/image";
import { toPicture, type Picture } from "./picture.ts";
import { reduction } from "./reduce.ts";

/** Where and how far two images of one shape differ. */
export interface DifferenceMap {
  readonly picture: Picture;
  /** Samples that differ. */
  readonly changed: number;
  /** All samples. */
  readonly samples: number;
  /** Pixels of the picture that differ, where these are few enough to be overlooked. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

const mostPlaces = 12;

/**
 * The largest difference of every square of pixels, over all channels, in sixteen levels from black:
 * a mean would hide one changed sample.
 */
export async function differenceMap(a: Image, b: Image, side: number): Promise<DifferenceMap> {
  const step = reduction(a, side);
  const [width, height] = [Math.ceil(a.width / step), Math.ceil(a.height / step)];
  const data = new Uint8Array(width * height);
  const bytes = bytesPerSample(a.bits);
  const row = a.width * a.channels;
  const samples = row * a.height;
  let changed = 0;
  for (let i = 0; i < samples; i++) {
    const distance =
      bytes === 1
        ? Math.abs(a.data[i]! - b.data[i]!)
        : Math.abs(
            (a.data[2 * i]! - b.data[2 * i]!) * 256 + a.data[2 * i + 1]! - b.data[2 * i + 1]!,
          );
    if (distance === 0) continue;
    changed++;
    const y = Math.floor(i / row);
    const x = Math.floor((i % row) / a.channels);
    const at = Math.floor(y / step) * width + Math.floor(x / step);
    // The least difference is seen, too.
    data[at] = Math.max(data[at]!, 1, (distance * 16) >> a.bits);
  }
  const lit = data.reduce((count, level) => count + (level > 0 ? 1 : 0), 0);
  const places: { x: number; y: number }[] = [];
  if (lit <= mostPlaces)
    for (const [i, level] of data.entries())
      if (level > 0) places.push({ x: i % width, y: Math.floor(i / width) });
  const shape = { width, height, channels: 1, bits: 4, colour: "gray", metadata: {} } as const;
  return { picture: await toPicture({ ...shape, data }), changed, samples, places };
}
