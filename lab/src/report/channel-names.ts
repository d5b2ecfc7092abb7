import type { ColourModel } from "neuroveil/image";

/** What the channels of an image are called, in order. */
export const channelNames: Readonly<Record<ColourModel, readonly string[]>> = {
  gray: ["gray"],
  "gray-alpha": ["gray", "alpha"],
  rgb: ["red", "green", "blue"],
  rgba: ["red", "green", "blue", "alpha"],
  cmyk: ["cyan", "magenta", "yellow", "black"],
};
