import { encodeImage, type Image } from "neuroveil/image";

/** An image that a page can show. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** A PNG file as a data URI. */
  readonly uri: string;
}

/** Encodes an image of 1 to 4 channels of gray or RGB for a page. */
export async function toPicture(image: Image): Promise<Picture> {
  const { bytes } = await encodeImage({ ...image, metadata: {} });
  return {
    width: image.width,
    height: image.height,
    uri: `data:image/png;base64,${base64(bytes)}`,
  };
}

/** Base64 in Node and in browsers alike; in pieces, as arguments of a call are limited. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCodePoint(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
