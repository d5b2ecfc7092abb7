/**
 * Where a DICOM file carries a PNG for who has the key: in an element of its own private group, behind the
 * pixels, so that viewers do without it.
 */
export const enclosed = { creator: "7fe30010", data: "7fe31001", name: "NEUROVEIL" } as const;

const element = [0xe3, 0x7f, 0x01, 0x10];
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Type and checksum of the chunk that ends a PNG. */
const pngEnd = [0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

/** Bytes that tell a DICOM file. */
export const dicomStart = 132;

/** Whether a file begins as DICOM files do. */
export function isDicom(file: Uint8Array): boolean {
  return hasAt(file, 128, [0x44, 0x49, 0x43, 0x4d]);
}

/**
 * The PNG that a DICOM file carries; undefined for others. It is found by its element, whatever another program
 * has made of those before it: of their representation, their order, and the pixels.
 */
export function enclosedPng(file: Uint8Array): Uint8Array | undefined {
  if (!isDicom(file)) return undefined;
  for (let at = file.indexOf(element[0]!, 132); at >= 0; at = file.indexOf(element[0]!, at + 1)) {
    if (!hasAt(file, at, element)) continue;
    // Before the value stand the length alone, or a representation, two zeros and the length.
    for (const start of [at + 8, at + 12]) {
      if (!hasAt(file, start, pngStart)) continue;
      const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
      const end = start + view.getUint32(start - 4, true);
      if (end > file.length) continue;
      const padded = file[end - 1] === 0 && hasAt(file, end - 1 - pngEnd.length, pngEnd);
      return file.subarray(start, padded ? end - 1 : end);
    }
  }
  return undefined;
}

function hasAt(file: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => file[at + i] === byte);
}
