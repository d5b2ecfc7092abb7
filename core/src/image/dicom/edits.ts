import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";

/** Bytes of a file that become others. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** Where an element's value is. */
export interface Value {
  readonly start: number;
  readonly length: number;
}

/** Explicit VR Little Endian, with the zero that makes its length even. */
const explicitLittle = "1.2.840.10008.1.2.1\0";

/**
 * What makes a file's head say that the rest is in Explicit VR Little Endian.
 * @param syntax its transfer syntax
 * @param group the length of the head, where the file has it
 */
export function syntaxEdits(file: Uint8Array, syntax: Value, group: Value | undefined): Edit[] {
  const edits = [valueEdit(syntax, explicitLittle)];
  if (group === undefined) return edits;
  if (group.length !== 4) throw damaged("DICOM", "the length of its head");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const before = view.getUint32(group.start, true);
  const after = before + explicitLittle.length - syntax.length;
  return [...edits, { start: group.start, end: group.start + 4, bytes: word(after, 4) }];
}

/** Another value of an element with a length of two bytes before it. */
export function valueEdit({ start, length }: Value, text: string): Edit {
  const value = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const bytes = concat([word(value.length, 2), value]);
  return { start: start - 2, end: start + length, bytes };
}

/**
 * Another number of two bytes.
 * @throws NotPixels where it has others
 */
export function numberEdit({ start, length }: Value, value: number): Edit {
  if (length !== 2) throw damaged("DICOM", "its elements about pixels");
  return { start, end: start + 2, bytes: word(value, 2) };
}

/** The first bytes of a file with edits, in parts. */
export function edited(file: Uint8Array, end: number, edits: readonly Edit[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < at || edit.end > end) throw damaged("DICOM", "its elements");
    parts.push(file.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  return [...parts, file.subarray(at, end)];
}

export function word(value: number, size: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(0, value, true);
  else view.setUint32(0, value, true);
  return bytes;
}
