import { bytesPerSample, type Image } from "neuroveil/image";

/**
 * The image as a cipher sees it: all bits of its bytes in use, of which a depth that does not fill them
 * leaves the upper values empty.
 */
export function wholeBytes(image: Image): Image {
  return { ...image, bits: 8 * bytesPerSample(image.bits), metadata: {} };
}
