import { walkElements } from "./walk.ts";

/**
 * Where a DICOM file carries a PNG for who has the key: in an element of its own private group, behind the
 * pixels, so that viewers do without it.
 */
export const enclosed = { creator: "7fe30010", data: "7fe31001", name: "NEUROVEIL" } as const;

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
 * The PNG that a DICOM file carries; undefined for others. It is the value of its element, found by walking the
 * elements before it: what looks like it in pixels or other values is none.
 */
export function enclosedPng(file: Uint8Array): Uint8Array | undefined {
  if (!isDicom(file)) return undefined;
  let ours = false;
  for (const { tag, start, length, depth } of walkElements(file, false)) {
    if (depth > 0 || length === undefined) continue;
    const end = start + length;
    if (tag === enclosed.creator) ours = isName(file.subarray(start, end));
    if (tag !== enclosed.data || !ours) continue;
    if (!hasAt(file, start, pngStart)) return undefined;
    const padded = file[end - 1] === 0 && hasAt(file, end - 1 - pngEnd.length, pngEnd);
    return file.subarray(start, padded ? end - 1 : end);
  }
  return undefined;
}

/** Whether a value is the name of who has made the private elements. */
function isName(value: Uint8Array): boolean {
  return value.length < 64 && /^NEUROVEIL[ \0]*$/.test(String.fromCharCode(...value));
}

function hasAt(file: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => file[at + i] === byte);
}
