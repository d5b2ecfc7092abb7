import { ByteReader } from "./byte-reader.ts";
import { damaged } from "./damaged.ts";

/** A box of an ISO base media file, or of JPEG 2000. */
export interface Box {
  /** Four letters. */
  readonly type: string;
  readonly content: Uint8Array;
  /** Where the content stands among the bytes that were read. */
  readonly start: number;
}

const mostBoxes = 10_000;

/**
 * The boxes of which bytes consist, one after another: a length with itself, a type, the content; 1 is
 * followed by a longer length, 0 means up to the end.
 * @param format as messages call it
 */
export function readBoxes(bytes: Uint8Array, format: string): Box[] {
  const reader = new ByteReader(bytes, format, { little: false });
  const boxes: Box[] = [];
  while (reader.left > 0) {
    const begin = reader.at;
    let length = reader.u32();
    const type = reader.letters(4);
    if (length === 1) length = reader.u32() * 2 ** 32 + reader.u32();
    else if (length === 0) length = bytes.length - begin;
    const head = reader.at - begin;
    if (length < head || boxes.length === mostBoxes) throw damaged(format, "its boxes");
    const start = reader.at;
    boxes.push({ type, content: reader.bytes(length - head), start });
  }
  return boxes;
}
