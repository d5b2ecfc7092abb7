import type { Image } from "neuroveil/image";
import { writeSample, type Disturbance } from "./disturbance.ts";

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a share of an image lies that is cut out. */
type Cut = (image: Image, share: number) => Rectangle;

/** Sides in the image's own proportions. */
function sides({ width, height }: Image, share: number): Pick<Rectangle, "width" | "height"> {
  const side = Math.sqrt(share);
  return { width: Math.round(width * side), height: Math.round(height * side) };
}

const cuts: Readonly<Record<"corner" | "centre" | "stripe", Cut>> = {
  corner: (image, share) => ({ left: 0, top: 0, ...sides(image, share) }),
  centre: (image, share) => {
    const size = sides(image, share);
    const left = (image.width - size.width) >> 1;
    return { left, top: (image.height - size.height) >> 1, ...size };
  },
  stripe: ({ width, height }, share) => {
    const rows = Math.round(height * share);
    return { left: 0, top: (height - rows) >> 1, width, height: rows };
  },
};

/**
 * A part of the image set to 0.
 *
 * @param place the upper left corner, the centre, or whole rows in the middle
 * @param share of the area, as exactly as whole pixels allow
 */
export function crop(place: keyof typeof cuts, share: number): Disturbance {
  return {
    id: `crop-${place}-${share}`,
    kind: `crop-${place}`,
    level: share,
    replaced: (image) => {
      const { width, height } = cuts[place](image, share);
      return (width * height) / (image.width * image.height);
    },
    apply: (image) => {
      clear(image, cuts[place](image, share));
    },
  };
}

/** One row, drawn at random, set to 0. */
export const lostRow: Disturbance = {
  id: "lost-row",
  kind: "lost-row",
  level: 1,
  replaced: ({ height }) => 1 / height,
  apply: (image, random) => {
    clear(image, { left: 0, top: random.below(image.height), width: image.width, height: 1 });
  },
};

function clear(image: Image, { left, top, width, height }: Rectangle): void {
  const { channels } = image;
  for (let row = top; row < top + height; row++) {
    const from = (row * image.width + left) * channels;
    for (let i = from; i < from + width * channels; i++) writeSample(image, i, 0);
  }
}
