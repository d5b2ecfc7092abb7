import type { Image } from "neuroveil/image";

/** A picture as three planes (red, green, blue) of 8-bit samples: [3, height, width]. */
export interface Picture {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly data: Uint8Array;
}

/**
 * The colours of an image as planes: gray counts for all three, 16-bit samples lose their lower byte,
 * depths below 8 are stretched, transparency is left out. Undefined for CMYK, which has other colours.
 */
export function toPicture(name: string, image: Image): Picture | undefined {
  const { width, height, channels, bits, colour, data } = image;
  if (colour === "cmyk") return undefined;
  const pixels = width * height;
  const bytes = bits > 8 ? 2 : 1;
  // 9 to 16 bits lie in two bytes, big-endian.
  const sample = (i: number): number =>
    bytes === 1 ? data[i]! : ((data[2 * i]! << 8) | data[2 * i + 1]!) >> (bits - 8);
  const stretch = bits < 8 ? 255 / (2 ** bits - 1) : 1;
  const planes = new Uint8Array(3 * pixels);
  for (let plane = 0; plane < 3; plane++) {
    const channel = channels >= 3 ? plane : 0;
    for (let i = 0; i < pixels; i++) {
      planes[plane * pixels + i] = Math.round(stretch * sample(i * channels + channel));
    }
  }
  return { name, height, width, data: planes };
}
