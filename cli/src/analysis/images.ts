import { firstBytes } from "@neuroveil/files";
import { decodeImage, isReadable, signatureBytes, type Image } from "neuroveil/image";
import { readInput } from "../files/inputs.ts";
import { hasCipherName } from "../files/names.ts";
import { unreadableImage } from "./unreadable-image.ts";

/** Which files of a folder are plain images to measure. */
export async function isPicture(path: string): Promise<boolean> {
  if (hasCipherName(path)) return false;
  const start = await firstBytes(path, signatureBytes);
  return start === undefined || isReadable(start);
}

/** @throws {NeuroveilError} for a file that is no image, or none that can be measured */
export async function readImage(path: string): Promise<Image> {
  const bytes = await readInput(path);
  return decodeImage(bytes).catch((error: unknown) => {
    throw unreadableImage(error);
  });
}
