import { keptAsFile } from "../not-pixels.ts";
import type { LibvipsDecoder } from "./decoder.ts";

/**
 * Browsers decode these formats themselves, but hand out samples that were converted to the screen's
 * colours and multiplied with alpha.
 */
export const libvips: LibvipsDecoder = {
  open: (_, format) =>
    Promise.reject(
      keptAsFile(
        `${format}, which no decoder in the browser gives exactly`,
        "a format that is decoded exactly in the browser",
      ),
    ),
};
