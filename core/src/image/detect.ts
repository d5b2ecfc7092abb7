import { pngSignature } from "./png/chunks.ts";
import { textTransfer } from "./text-transfer.ts";

/** What the first bytes of a file say it is. "apng" is an animated PNG. */
export type Format = "png" | "apng" | "jpeg" | "tiff" | "other";

const detectors: readonly ((file: Uint8Array) => Format | undefined)[] = [
  (file) => (looksLikePng(file) ? (isAnimated(file) ? "apng" : "png") : undefined),
  (file) => (looksLikeJpeg(file) ? "jpeg" : undefined),
  (file) => (looksLikeTiff(file) ? "tiff" : undefined),
];

/**
 * Tells a file's format by its signature. A PNG or JPEG signature that was damaged on the way (by a
 * transfer as text, a cleared bit) still counts, so that decoding refuses the file as broken
 * instead of somebody taking it for something else.
 */
export function detectFormat(file: Uint8Array): Format {
  for (const detect of detectors) {
    const format = detect(file);
    if (format !== undefined) return format;
  }
  return "other";
}

/** Bytes as letters; fewer at the end of the file. */
export function letters(file: Uint8Array, offset: number, length: number = 4): string {
  return String.fromCharCode(...file.subarray(offset, offset + length));
}

function looksLikePng(file: Uint8Array): boolean {
  // 0x09 is 0x89 after a transfer over seven bits.
  const start = letters(file, 0);
  if (start === "\x89PNG" || start === "\x09PNG" || textTransfer(file) !== undefined) return true;
  // A transfer as text moves IHDR by up to two bytes. MNG and JNG have MHDR and JHDR there.
  const alike = pngSignature.filter((byte, i) => file[i] === byte).length;
  return alike >= 4 && letters(file, 10, 8).includes("IHDR");
}

/** Whether acTL comes before the first IDAT, which is what makes a PNG an animation. */
function isAnimated(file: Uint8Array): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let offset = pngSignature.length;
  while (offset + 8 <= file.length) {
    const type = letters(file, offset + 4);
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
    offset += view.getUint32(offset) + 12;
  }
  return false;
}

function looksLikeJpeg(file: Uint8Array): boolean {
  if (file[0] === 0xff && file[1] === 0xd8) return true;
  const application = file[2] === 0xff && (file[3] === 0xe0 || file[3] === 0xe1);
  return application && ["JFIF", "Exif"].includes(letters(file, 6));
}

function looksLikeTiff(file: Uint8Array): boolean {
  // 42 is TIFF, 43 BigTIFF. DICOM files may start as TIFF ones, before their own signature.
  return (
    letters(file, 128) !== "DICM" && ["II*\0", "MM\0*", "II+\0", "MM\0+"].includes(letters(file, 0))
  );
}
