import type { Image } from "./image.ts";
export function encodeTiff(image: Image): Uint8Array {
  return image.data;
}
