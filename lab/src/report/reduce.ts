import { bytesPerSample, type Image } from "neuroveil/image";

/** How many rows and columns become one, so that the longer side has at most `side` pixels. */
export function reduction({ width, height }: Image, side: number): number {
  return Math.ceil(Math.max(width, height) / side);
}

/**
 * An image for the eye: 8 bits, gray or RGB, every pixel the mean of a square. Without an alpha
 * channel; CMYK as inks on white.
 */
export function averaged(image: Image, side: number): Image {
  const step = reduction(image, side);
  const { width, height } = image;
  const shape = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const colours = isColour(image) ? 3 : 1;
  const sums = new Float64Array(shape.width * shape.height * colours);
  const read = pixelReader(image);
  for (let y = 0, pixel = 0; y < height; y++) {
    const row = Math.floor(y / step) * shape.width;
    for (let x = 0; x < width; x++, pixel++) {
      const at = (row + Math.floor(x / step)) * colours;
      for (let colour = 0; colour < colours; colour++) sums[at + colour]! += read(pixel, colour);
    }
  }
  const data = new Uint8Array(sums.length);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / colours);
    const columns = Math.min(step, width - (pixel % shape.width) * step);
    const rows = Math.min(step, height - Math.floor(pixel / shape.width) * step);
    data[i] = Math.round(sums[i]! / (columns * rows));
  }
  return viewable(shape, colours, data);
}

/**
 * The same with one pixel of every square in place of the mean, which would make any noise gray.
 */
export function thinned(image: Image, side: number): Image {
  const step = reduction(image, side);
  const { width, height } = image;
  const shape = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const colours = isColour(image) ? 3 : 1;
  const data = new Uint8Array(shape.width * shape.height * colours);
  const read = pixelReader(image);
  let at = 0;
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step)
      for (let colour = 0; colour < colours; colour++) data[at++] = read(y * width + x, colour);
  return viewable(shape, colours, data);
}

function isColour({ colour }: Image): boolean {
  return colour === "rgb" || colour === "rgba" || colour === "cmyk";
}

/** Reads a colour of a pixel as 8 bits. */
function pixelReader({
  channels,
  bits,
  colour,
  data,
}: Image): (pixel: number, c: number) => number {
  const bytes = bytesPerSample(bits);
  const largest = 2 ** Math.min(8, bits) - 1;
  const shift = Math.max(0, bits - 8);
  const sample = (index: number): number => {
    const value =
      bytes === 1 ? data[index]! : (data[2 * index]! * 256 + data[2 * index + 1]!) >> shift;
    return largest === 255 ? value : Math.round((value * 255) / largest);
  };
  if (colour !== "cmyk") return (pixel, c) => sample(pixel * channels + c);
  return (pixel, c) => {
    const ink = 255 - sample(pixel * channels + c);
    return Math.round((ink * (255 - sample(pixel * channels + 3))) / 255);
  };
}

function viewable(
  shape: { readonly width: number; readonly height: number },
  colours: 1 | 3,
  data: Uint8Array,
): Image {
  const colour = colours === 1 ? "gray" : "rgb";
  return { ...shape, channels: colours, bits: 8, colour, data, metadata: {} };
}
