import { keptAsFile } from "../not-pixels.ts";
import { walkElements } from "./walk.ts";

/** Whatever reads them takes some hundred bytes of memory for each. */
const fewest = 2 ** 18;
const most = 2 ** 19;
/** Bytes that files have for each, mostly more: a private element of a frame takes as many. */
const bytesEach = 32;

/**
 * Elements, items and delimiters that a file is read with: 262,144, in a large one up to 524,288.
 * @param stored bytes of the file as it was given; 0 for what is deflated, of which a few bits can be an element
 */
export function mostElements(stored: number): number {
  return Math.min(most, Math.max(fewest, Math.floor(stored / bytesEach)));
}

/**
 * Elements of a file, as {@link walkElements} has them.
 * @throws NotPixels where there are more than may be
 */
export function* countedElements(
  file: Uint8Array,
  allowed: number,
  into: boolean = true,
): ReturnType<typeof walkElements> {
  let left = allowed;
  for (const element of walkElements(file, into)) {
    left -= 1;
    if (left < 0)
      throw keptAsFile(`a DICOM file of more than ${allowed} elements and items`, "fewer");
    yield element;
  }
}
