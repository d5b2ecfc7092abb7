import type { Steps } from "../turns.ts";
import type { Image, Metadata, PngOrigin } from "./image.ts";
import { expandPalette } from "./png/palette.ts";

/** Pixels that are places in a palette. */
export interface PalettePixels {
  readonly width: number;
  readonly height: number;
  /** Bits an index. */
  readonly depth: 1 | 2 | 4 | 8;
  /** One byte each, row by row. */
  readonly indices: Uint8Array;
  /** Three bytes an entry, RGB; at most 2^depth. */
  readonly palette: Uint8Array;
  /** Alpha of the first entries; without it there is none. */
  readonly transparency?: Uint8Array | undefined;
}

/** An image of such pixels: RGB or RGBA, and what makes a PNG with the same palette of it again. */
export function* imageOfPalette(pixels: PalettePixels, metadata: Metadata): Steps<Image> {
  const { width, height, depth, indices: own, palette, transparency } = pixels;
  const { data, indices } = yield* expandPalette(own, palette, transparency);
  const png: PngOrigin = {
    colourType: 3,
    depth,
    interlaced: false,
    palette,
    ...(transparency && { transparency }),
    ...(indices && { indices }),
  };
  const [channels, colour] = transparency ? ([4, "rgba"] as const) : ([3, "rgb"] as const);
  return { width, height, channels, bits: 8, colour, data, metadata: { ...metadata, png } };
}
