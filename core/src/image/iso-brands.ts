import { letters } from "./letters.ts";

/** The brands of an ISO base media file, its own first; none for another file. */
export function brandsOf(file: Uint8Array): string[] {
  if (letters(file, 4) !== "ftyp") return [];
  const end = Math.min(letters(file, 0, 3) === "\0\0\0" ? file[3]! : 0, file.length, 256);
  const brands = end >= 12 ? [letters(file, 8)] : [];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(letters(file, at));
  return brands;
}
