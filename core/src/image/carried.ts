import type { Steps } from "../turns.ts";
import type { ColourModel, Image, Metadata } from "./image.ts";
import type { ImageOrigin, Layout } from "./origin.ts";

/**
 * Pictures of any number of channels, with samples of up to eight bytes: what an {@link Image} can hold
 * only rearranged, as `carried` does.
 */
export interface Pictures {
  readonly width: number;
  /** Rows of one picture. */
  readonly height: number;
  readonly layout: Layout;
  /**
   * Pictures one after another, samples interleaved, row by row, big-endian, of {@link sampleSize}
   * bytes each.
   */
  readonly data: Uint8Array;
}

/** Bytes that one sample of `bits` takes: 1, 2, 4 or 8. */
export function sampleSize(bits: number): 1 | 2 | 4 | 8 {
  if (bits <= 16) return bits <= 8 ? 1 : 2;
  return bits <= 32 ? 4 : 8;
}

/** Whether an image can have samples like these, without pages below each other. */
export function staysPixels({ channels, bits }: Layout): boolean {
  return channels <= 4 && bits <= 16;
}

/** Shape of the image that carries pictures of this shape. */
export function carrierShape(
  { width, height }: Pick<Pictures, "width" | "height">,
  layout: Layout,
): Pick<Image, "width" | "height" | "channels" | "bits"> {
  const { channels, bits, pages } = layout;
  if (staysPixels(layout)) return { width, height: height * pages, channels, bits };
  // A band of samples of one or two bytes is a gray plane, of four and eight one of four channels.
  const size = sampleSize(bits);
  return {
    width,
    height: height * pages * channels,
    channels: size <= 2 ? 1 : 4,
    bits: size <= 2 ? bits : 2 * size,
  };
}

const models: readonly ColourModel[] = ["gray", "gray-alpha", "rgb", "rgba"];

/**
 * Puts pictures into an image of 1 to 4 channels of 1 to 16 bits. Up to 4 channels of up to 16 bits stay
 * pixels, with pages one below another. Otherwise every channel of every page becomes a plane of its own,
 * one below another: gray where its samples have one byte or two; of four channels of 8 bits where they
 * have four bytes, and of 16 bits where they have eight, the highest byte first. Every byte stays what it
 * is, so that NaN and what it carries comes back.
 * @param about colour of the pixels, where they stay pixels; what else is to be kept
 */
export function* carried(
  pictures: Pictures,
  origin: ImageOrigin,
  about: { readonly colour?: ColourModel; readonly metadata: Metadata },
): Steps<Image> {
  const { layout } = pictures;
  const shape = carrierShape(pictures, layout);
  const pixels = staysPixels(layout);
  const usual = pixels && layout.pages === 1 && layout.kind === "unsigned";
  return {
    ...shape,
    colour: (pixels ? about.colour : undefined) ?? models[shape.channels - 1]!,
    data: pixels ? pictures.data : yield* toPlanes(pictures),
    metadata: { ...about.metadata, origin: usual ? origin : { ...origin, layout } },
  };
}

/** The pictures that an image carries; of one without a layout, the image itself. */
export function* picturesOf(image: Image): Steps<Pictures> {
  const { width, channels, bits, data, metadata } = image;
  const layout = metadata.origin?.layout;
  if (layout === undefined) {
    const own = { channels, bits, kind: "unsigned", pages: 1 } as const;
    return { width, height: image.height, layout: own, data };
  }
  const height = pictureHeight(image, layout);
  if (staysPixels(layout)) return { width, height, layout, data };
  const pictures = new Uint8Array(data.length);
  yield* eachByte(width * height, layout, (to, from) => {
    pictures[to] = data[from]!;
  });
  return { width, height, layout, data: pictures };
}

/** Whether an image can carry what its origin says that it does. */
export function carriesLayout(image: Image, layout: Layout): boolean {
  const height = pictureHeight(image, layout);
  if (!Number.isInteger(height) || height < 1) return false;
  const shape = carrierShape({ width: image.width, height }, layout);
  return shape.channels === image.channels && shape.bits === image.bits;
}

/** Rows of one of the pictures that an image of this height carries. */
export function pictureHeight({ height }: Pick<Image, "height">, layout: Layout): number {
  return height / layout.pages / (staysPixels(layout) ? 1 : layout.channels);
}

/** Calls `move` with the place of every byte among the pictures and among the planes. */
function* eachByte(
  pixels: number,
  { channels, bits, pages }: Layout,
  move: (interleaved: number, plane: number) => void,
): Steps {
  const size = sampleSize(bits);
  let plane = 0;
  for (let page = 0; page < pages; page++) {
    for (let channel = 0; channel < channels; channel++) {
      let at = (page * pixels * channels + channel) * size;
      for (let pixel = 0; pixel < pixels; pixel++, at += channels * size) {
        for (let byte = 0; byte < size; byte++) move(at + byte, plane++);
      }
      yield;
    }
  }
}

function* toPlanes({ width, height, layout, data }: Pictures): Steps<Uint8Array> {
  const planes = new Uint8Array(data.length);
  yield* eachByte(width * height, layout, (from, to) => {
    planes[to] = data[from]!;
  });
  return planes;
}
