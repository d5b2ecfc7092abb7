import { bombs } from "./bombs.test.support.ts";
import { container } from "./container.test.support.ts";
import { controls } from "./controls.test.support.ts";
import { deflatedDicoms } from "./deflated-dicom.test.support.ts";
import { formats } from "./formats.test.support.ts";
import { jpeg } from "./jpeg.test.support.ts";
import { losslessJpegs } from "./lossless-jpeg.test.support.ts";
import { png } from "./png.test.support.ts";
import type { FuzzTarget } from "./target.test.support.ts";
import { tiff, tiffFax, tiffJpeg } from "./tiff.test.support.ts";

/** By id; each may have seeds of its own kind. */
export const targets: ReadonlyMap<string, FuzzTarget> = new Map(
  [
    bombs,
    png,
    jpeg,
    losslessJpegs,
    tiff,
    tiffFax,
    tiffJpeg,
    ...formats,
    deflatedDicoms,
    container,
    ...controls,
  ].map((target) => [target.id, target as FuzzTarget]),
);
