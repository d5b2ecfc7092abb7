import type { ColourModel, Image } from "neuroveil/image";

/** White between the two, in pixels. */
const gap = 16;

/**
 * Two images as one picture to look at, 8-bit RGB on white; not for measuring.
 * @param longest side of each, in pixels; a larger one is shown by every n-th pixel
 */
export function sideBySide(left: Image, right: Image, longest: number): Image {
  const [a, b] = [display(left, longest), display(right, longest)];
  const width = a.width + gap + b.width;
  const height = Math.max(a.height, b.height);
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const { picture, at } of [
    { picture: a, at: 0 },
    { picture: b, at: a.width + gap },
  ]) {
    const row = picture.width * 3;
    for (let y = 0; y < picture.height; y++) {
      data.set(picture.rgb.subarray(y * row, (y + 1) * row), (y * width + at) * 3);
    }
  }
  return { width, height, channels: 3, bits: 8, colour: "rgb", data, metadata: {} };
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

function display(image: Image, longest: number): Picture {
  const step = Math.ceil(Math.max(image.width, image.height) / longest);
  const width = Math.ceil(image.width / step);
  const height = Math.ceil(image.height / step);
  const rgb = new Uint8Array(width * height * 3);
  const wide = image.bits > 8 ? 2 : 1;
  // The high byte of a 16-bit sample is what a screen shows.
  const scale = image.bits > 8 ? 2 ** (16 - image.bits) : 255 / (2 ** image.bits - 1);
  const toRgb = toRgbBy[image.colour];
  const sample: [...Pixel] = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * step * image.width + x * step) * image.channels;
      for (let c = 0; c < image.channels; c++) sample[c] = image.data[(at + c) * wide]! * scale;
      rgb.set(toRgb(sample), (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

type Rgb = readonly [number, number, number];
/** The samples of a pixel, with zeros behind those that there are. */
type Pixel = readonly [...Rgb, number];

/** Colour models as RGB, 0 to 255; transparent over white. */
const toRgbBy: Readonly<Record<ColourModel, (pixel: Pixel) => Rgb>> = {
  gray: ([g]) => [g, g, g],
  "gray-alpha": ([g, a]) => [over(g, a), over(g, a), over(g, a)],
  rgb: ([r, g, b]) => [r, g, b],
  rgba: ([r, g, b, a]) => [over(r, a), over(g, a), over(b, a)],
  cmyk: ([c, m, y, k]) => [inked(c, k), inked(m, k), inked(y, k)],
};

function inked(ink: number, black: number): number {
  return ((255 - ink) * (255 - black)) / 255;
}

function over(value: number, alpha: number): number {
  return 255 - ((255 - value) * alpha) / 255;
}
