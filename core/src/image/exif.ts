import { tags } from "./tiff-tags.ts";

/** Whether EXIF data starts as a TIFF structure must. */
export function isTiffHeader(data: Uint8Array): boolean {
  const start = String.fromCharCode(...data.subarray(0, 4));
  return start === "II*\0" || start === "MM\0*";
}

/** Whether a TIFF structure stores the low byte first. */
export function isLittleEndian(data: Uint8Array): boolean {
  return data[0] === 0x49;
}

/** An entry of a TIFF directory: its tag and its twelve bytes as they stand in the file. */
export interface DirectoryEntry {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** What describes a picture, and not how its samples are stored. */
const describing: ReadonlySet<number> = new Set([
  tags.imageDescription,
  tags.make,
  tags.model,
  tags.orientation,
  tags.software,
  tags.dateTime,
  tags.artist,
  tags.copyright,
  tags.exif,
  tags.gps,
]);

/** The entries of EXIF's first directory that describe the picture; none when it is damaged. */
export function describingEntries(exif: Uint8Array): DirectoryEntry[] {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = isLittleEndian(exif);
  const start = exif.length < 8 ? exif.length : view.getUint32(4, little);
  if (start + 2 > exif.length) return [];
  const count = view.getUint16(start, little);
  if (start + 2 + 12 * count > exif.length) return [];
  return Array.from({ length: count }, (_, i) => {
    const offset = start + 2 + 12 * i;
    return { tag: view.getUint16(offset, little), bytes: exif.slice(offset, offset + 12) };
  }).filter(({ tag }) => describing.has(tag));
}
