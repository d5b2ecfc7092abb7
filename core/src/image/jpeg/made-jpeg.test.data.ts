import sharp, { type JpegOptions, type Sharp } from "sharp";
import type { Image } from "../image.ts";
import { encodeTiff } from "../tiff/write.ts";

export const width = 83;
export const height = 61;

/** A picture with edges and gradients, so that its JPEG has coefficients of all sizes. */
export function drawn(channels: 1 | 3 | 4): Uint8Array {
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const channel = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    const inside = (x - 40) ** 2 + (y - 30) ** 2 < 400;
    return inside ? 3 * x - 30 * channel : 2 * y + 30 * channel;
  });
}

/** The picture as a JPEG file. */
export function drawnJpeg(channels: 1 | 3 | 4, options: JpegOptions = {}): Promise<Buffer> {
  return libvips(drawn(channels), channels).jpeg(options).toBuffer();
}

function libvips(data: Uint8Array, channels: 1 | 3 | 4): Sharp {
  const raw = { width, height, channels } as const;
  if (channels === 1) return sharp(data, { raw }).toColourspace("b-w");
  if (channels === 3) return sharp(data, { raw });
  const image: Image = { width, height, channels, bits: 8, colour: "cmyk", data, metadata: {} };
  return sharp(encodeTiff(image)).pipelineColourspace("cmyk").toColourspace("cmyk");
}

/** What libvips decodes: the stored colours. */
export function libvipsSamples(file: Uint8Array, channels: number): Promise<Buffer> {
  const image = sharp(file, { ignoreIcc: true });
  if (channels === 1) return image.toColourspace("b-w").raw().toBuffer();
  if (channels === 3) return image.raw().toBuffer();
  return image.pipelineColourspace("cmyk").toColourspace("cmyk").raw().toBuffer();
}
