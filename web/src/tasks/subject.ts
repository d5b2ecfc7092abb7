import { averaged } from "@neuroveil/lab/report";
import { drawScene } from "@neuroveil/lab/scene";
import { NeuroveilError } from "neuroveil/errors";
import { decodeImage, encodeImage, type Image } from "neuroveil/image";

/** A picture that the laboratory looks at: somebody's, or one of its own by number. */
export type Subject = { readonly file: File } | { readonly scene: number };

/** The picture of a subject as the laboratory takes it: 8 bits, gray or RGB, not larger than asked. */
export async function readSubject(subject: Subject, side: number): Promise<Image> {
  if ("scene" in subject) return drawScene(subject.scene, side);
  return averaged(await decoded(subject.file), side);
}

async function decoded(file: File): Promise<Image> {
  try {
    return await decodeImage(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    // Formats that the browser reads and the library carries as files.
    const bitmap = await createImageBitmap(file).catch(() => undefined);
    if (bitmap !== undefined) return pixelsOf(bitmap);
    if (error instanceof NeuroveilError) throw error;
    throw new NeuroveilError("input", { expected: "a picture", got: "another file" });
  }
}

function pixelsOf(bitmap: ImageBitmap): Image {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const bytes = new Uint8Array(data.buffer);
  return { width, height, channels: 4, bits: 8, colour: "rgba", data: bytes, metadata: {} };
}

/** An image as a PNG file that can be moved to another thread. */
export async function pngOf(image: Image): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await encodeImage({ ...image, metadata: {} })).bytes);
}
