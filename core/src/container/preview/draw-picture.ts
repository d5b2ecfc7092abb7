import { NeuroveilError } from "../../errors.ts";
import { pictureHeight } from "../../image/carried.ts";
import { bytesPerSample, type ColourModel, type Image } from "../../image/image.ts";
import { stepBytes, type Steps } from "../../turns.ts";
import { pictureChannels, type Picture } from "./picture.ts";

type Colour = (pixel: Pixel) => readonly [number, number, number];

/** The samples of a pixel, of whatever model, with zeros behind those that there are. */
type Pixel = readonly [number, number, number, number];

/** Samples of 0 to 255 as RGB: CMYK by its complements, transparency over white. */
const toRgb: Readonly<Record<ColourModel, Colour>> = {
  gray: ([gray]) => [gray, gray, gray],
  "gray-alpha": ([gray, alpha]) => {
    const over = overWhite(gray, alpha);
    return [over, over, over];
  },
  rgb: ([red, green, blue]) => [red, green, blue],
  rgba: ([red, green, blue, alpha]) => [
    overWhite(red, alpha),
    overWhite(green, alpha),
    overWhite(blue, alpha),
  ],
  cmyk: ([cyan, magenta, yellow, black]) => [
    ((255 - cyan) * (255 - black)) / 255,
    ((255 - magenta) * (255 - black)) / 255,
    ((255 - yellow) * (255 - black)) / 255,
  ],
};

function overWhite(sample: number, alpha: number): number {
  return 255 + ((sample - 255) * alpha) / 255;
}

/** Size of the picture of an image: its longer side has `side` pixels, or its own where that is less. */
function pictureSize(
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): { width: number; height: number } {
  const longer = Math.max(width, height);
  const scaled = (length: number): number =>
    longer <= side ? length : Math.max(1, Math.round((length * side) / longer));
  return { width: scaled(width), height: scaled(height) };
}

/**
 * What a preview is drawn of: the first page, and of planes the first.
 * @throws NeuroveilError "unsupported" where samples are no levels of light
 */
export function firstPicture(image: Image): Image {
  const layout = image.metadata.origin?.layout;
  if (layout === undefined) return image;
  if (layout.kind !== "unsigned" || layout.bits > 16) {
    throw new NeuroveilError("unsupported", {
      expected: "samples of 1 to 16 bits without sign for a preview",
      got: `${layout.kind} ones of ${layout.bits} bits`,
      todo: "leave the preview out",
    });
  }
  const height = pictureHeight(image, layout);
  const bytes = image.width * height * image.channels * bytesPerSample(image.bits);
  return { ...image, height, data: image.data.subarray(0, bytes) };
}

/**
 * Draws an image small: each pixel is the mean of those that it stands for. Stored values, so that
 * neither orientation nor profile is applied.
 * @param side most pixels of the longer side
 */
export function* drawPicture(image: Image, side: number): Steps<Picture> {
  const size = pictureSize(image, side);
  const data = new Uint8Array(size.width * size.height * pictureChannels);
  const { width, channels, bits } = image;
  const sampleBytes = bytesPerSample(bits);
  const most = 2 ** bits - 1;
  const view = new DataView(image.data.buffer, image.data.byteOffset, image.data.byteLength);
  const colour = toRgb[image.colour];
  const pixel: [...Pixel] = [0, 0, 0, 0];
  let since = 0;
  for (let y = 0; y < size.height; y++) {
    const [top, bottom] = span(y, size.height, image.height);
    for (let x = 0; x < size.width; x++) {
      const [left, right] = span(x, size.width, width);
      const sum = [0, 0, 0];
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const at = (row * width + column) * channels;
          for (let i = 0; i < channels; i++) {
            const index = (at + i) * sampleBytes;
            const sample = sampleBytes === 1 ? view.getUint8(index) : view.getUint16(index);
            pixel[i] = (sample * 255) / most;
          }
          const rgb = colour(pixel);
          for (let i = 0; i < pictureChannels; i++) sum[i]! += rgb[i]!;
        }
      }
      const count = (bottom - top) * (right - left);
      for (let i = 0; i < pictureChannels; i++) {
        data[(y * size.width + x) * pictureChannels + i] = Math.round(sum[i]! / count);
      }
      since += count * channels * sampleBytes;
      if (since > stepBytes >> 3) {
        since = 0;
        yield;
      }
    }
  }
  return { ...size, data };
}

/** The pixels that pixel `index` of `few` stands for, of `many`. */
function span(index: number, few: number, many: number): [number, number] {
  return [Math.floor((index * many) / few), Math.floor(((index + 1) * many) / few)];
}
