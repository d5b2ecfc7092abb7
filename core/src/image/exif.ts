import { isLittleEndian } from "./tiff-header.ts";

/** An entry of a TIFF directory: its tag and its twelve bytes as they stand in the file. */
export interface DirectoryEntry {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/**
 * Tags that say how samples are stored or where they stand (TIFF 6.0 and its supplements): those of
 * EXIF's first directory are about the JPEG that it was in.
 */
const aboutStorage: ReadonlySet<number> = new Set([
  ...range(254, 259), // NewSubfileType to Compression
  ...range(262, 266), // PhotometricInterpretation to FillOrder
  ...range(277, 281), // SamplesPerPixel to MaxSampleValue
  273, // StripOffsets
  284, // PlanarConfiguration
  ...range(288, 293), // FreeOffsets to T6Options
  317, // Predictor
  320, // ColorMap
  ...range(322, 325), // TileWidth to TileByteCounts
  330, // SubIFDs
  ...range(332, 347), // InkSet to JPEGTables
  ...range(512, 532), // JPEGProc to ReferenceBlackWhite
]);

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The entries of EXIF's first directory that describe the picture; none when it is damaged. */
export function describingEntries(exif: Uint8Array): DirectoryEntry[] {
  const { view, little, start, count } = firstDirectory(exif);
  return Array.from({ length: count }, (_, i) => {
    const offset = start + 12 * i;
    return { tag: view.getUint16(offset, little), bytes: exif.slice(offset, offset + 12) };
  }).filter(({ tag }) => !aboutStorage.has(tag));
}

/** Whether EXIF has a second directory, which describes a thumbnail. */
export function hasSecondDirectory(exif: Uint8Array): boolean {
  const { view, little, start, count } = firstDirectory(exif);
  const end = start + 12 * count;
  return count > 0 && end + 4 <= exif.length && view.getUint32(end, little) !== 0;
}

const orientation = 274;

/** Whether a viewer shows the picture otherwise than it is stored. */
export function isTurned(exif: Uint8Array): boolean {
  const { view, little, start, count } = firstDirectory(exif);
  for (let offset = start; offset < start + 12 * count; offset += 12) {
    if (view.getUint16(offset, little) !== orientation) continue;
    const value = view.getUint16(offset + 8, little);
    if (value > 1 && value <= 8) return true;
  }
  return false;
}

/** EXIF of a picture that was turned as its file says: its orientation is upright. */
export function uprightExif(exif: Uint8Array): Uint8Array {
  const turned = exif.slice();
  const { view, little, start, count } = firstDirectory(turned);
  for (let offset = start; offset < start + 12 * count; offset += 12) {
    if (view.getUint16(offset, little) === orientation) view.setUint16(offset + 8, 1, little);
  }
  return turned;
}

/** Where the entries of the first directory start, and how many there are; none when it is damaged. */
function firstDirectory(exif: Uint8Array): {
  readonly view: DataView;
  readonly little: boolean;
  readonly start: number;
  readonly count: number;
} {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = isLittleEndian(exif);
  const offset = exif.length < 8 ? exif.length : view.getUint32(4, little);
  const start = offset + 2;
  const count = start > exif.length ? 0 : view.getUint16(offset, little);
  return { view, little, start, count: start + 12 * count > exif.length ? 0 : count };
}
