import type { ReadableFile } from "../bytes/random-access.ts";
import { signatureBytes } from "./format.ts";
import { formatOf } from "./formats.ts";
import type { StreamedImage } from "./streamed-image.ts";

/**
 * An image whose samples need not be in memory: a PNG or a TIFF, as `decodeImage` decodes it.
 * @returns undefined for other files, and where the samples do not come in the order of the rows
 * @throws NeuroveilError as `decodeImage`
 */
export async function streamImage(file: ReadableFile): Promise<StreamedImage | undefined> {
  const start = await file.read(0, Math.min(signatureBytes, file.size));
  return await formatOf(start)?.stream?.(file);
}
