import { asFile, NeuroveilError, type ErrorCode, type Refusal } from "../errors.ts";

/**
 * The refusal of an image whose samples are not all there is to keep, or cannot be read. Unless
 * somebody insists on its pixels, its bytes are encrypted, as those of any other file.
 */
export class NotPixels extends NeuroveilError {
  /** What the file is, as in "a JPEG with 12-bit samples". */
  readonly file: string;

  constructor(code: ErrorCode, refusal: Refusal | string, file: string) {
    super(code, refusal);
    this.file = file;
  }
}

/**
 * An image that had better be kept as a file.
 * @param file what it is, as in "an animated GIF"
 * @param expected what would be read, as in "a GIF of one picture"
 */
export function keptAsFile(file: string, expected: string): NotPixels {
  return new NotPixels("unsupported", { expected, got: file, todo: asFile }, file);
}
