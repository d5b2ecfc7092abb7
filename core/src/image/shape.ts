import type { Image } from "./image.ts";
import { pictureHeight } from "./carried.ts";
import type { SampleKind } from "./origin.ts";

/** What an image's samples are, whatever they are carried in. */
export interface SampleShape {
  readonly width: number;
  /** Rows of one page. */
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly kind: SampleKind;
  readonly pages: number;
}

/** The shape of what was in a file: of its pages, and before samples were carried as others. */
export function shapeOf(image: Image): SampleShape {
  const { width, height, channels, bits, metadata } = image;
  const layout = metadata.origin?.layout;
  if (layout === undefined) return { width, height, channels, bits, kind: "unsigned", pages: 1 };
  return { width, height: pictureHeight(image, layout), ...layout };
}
