import { avif } from "./avif/format.ts";
import { bmp } from "./bmp/format.ts";
import { dicom } from "./dicom/format.ts";
import { exr } from "./exr/format.ts";
import type { ImageFormat } from "./format.ts";
import { gif } from "./gif/format.ts";
import { heic } from "./heic/format.ts";
import { jpeg } from "./jpeg/format.ts";
import { jpeg2000 } from "./jpeg2000/format.ts";
import { jpegLs } from "./jpegls/format.ts";
import { jxl } from "./jxl/format.ts";
import { apng, png } from "./png/format.ts";
import { pnm } from "./pnm/format.ts";
import { tiff } from "./tiff/format.ts";
import { webp } from "./webp/format.ts";

/** All formats that are told apart; the first that matches counts. */
export const imageFormats: readonly ImageFormat[] = [
  apng,
  png,
  jpegLs,
  jpeg,
  tiff,
  gif,
  webp,
  avif,
  heic,
  bmp,
  pnm,
  jpeg2000,
  dicom,
  jxl,
  exr,
];

/** The format of a file, by its first bytes. */
export function formatOf(file: Uint8Array): ImageFormat | undefined {
  return imageFormats.find((format) => format.matches(file));
}

/** Whether a file's pixels are read: which may still fail. */
export function isReadable(file: Uint8Array): boolean {
  return formatOf(file)?.decode !== undefined;
}

/** What is read, for messages: "PNG, JPEG, …". */
export function readableFormats(): string {
  const names = imageFormats.filter(({ decode }) => decode !== undefined).map(({ name }) => name);
  return names.map((name) => name.replace(/^an? | (image|file)$/g, "")).join(", ");
}
