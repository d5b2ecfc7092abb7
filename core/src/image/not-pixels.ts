import { NeuroveilError, type ErrorCode, type Refusal } from "../errors.ts";

/**
 * The refusal of a PNG or JPEG whose samples are not all there is to keep, or cannot be read. Unless
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
