import type { Image } from "neuroveil/image";
import { planes } from "../metrics/plane.ts";
import { toPicture, type Picture } from "./picture.ts";
import { reduction } from "./reduce.ts";

export interface BitPlane {
  /** Number of the bit; 0 is the lowest. */
  readonly bit: number;
  readonly picture: Picture;
}

/**
 * The bits of one channel as pictures in black and white, highest first; one pixel of every square
 * where the image is larger than `side`.
 */
export async function bitPlanes(
  image: Image,
  channel: number,
  side: number,
): Promise<readonly BitPlane[]> {
  const { samples } = planes(image)[channel]!;
  const step = reduction(image, side);
  const [width, height] = [Math.ceil(image.width / step), Math.ceil(image.height / step)];
  const kept = new Uint16Array(width * height);
  for (let y = 0, at = 0; y < image.height; y += step)
    for (let x = 0; x < image.width; x += step) kept[at++] = samples[y * image.width + x]!;
  const shape = { width, height, channels: 1, bits: 1, colour: "gray", metadata: {} } as const;
  const drawn: BitPlane[] = [];
  for (let bit = image.bits - 1; bit >= 0; bit--) {
    const data = Uint8Array.from(kept, (sample) => (sample >> bit) & 1);
    drawn.push({ bit, picture: await toPicture({ ...shape, data }) });
  }
  return drawn;
}
