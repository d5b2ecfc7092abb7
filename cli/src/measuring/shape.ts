import type { Image } from "neuroveil/image";

/** Of a picture on its way to a worker, so that it sees whether all of it has arrived. */
export function shapeOf({ width, height, channels, bits }: Image): string {
  return [width, height, channels, bits].join("x");
}
