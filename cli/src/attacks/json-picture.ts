import { decodeImage, encodeImage, type Image } from "neuroveil/image";

/** An image in JSON: a PNG file in base64. */
export type JsonPicture = string;

export async function toJsonPicture(image: Image): Promise<JsonPicture> {
  const { bytes } = await encodeImage({ ...image, metadata: {} });
  return Buffer.from(bytes).toString("base64");
}

export async function fromJsonPicture(picture: JsonPicture): Promise<Image> {
  return await decodeImage(new Uint8Array(Buffer.from(picture, "base64")));
}
