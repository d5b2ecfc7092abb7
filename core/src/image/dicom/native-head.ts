import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { DicomImage } from "./data-set.ts";

/** Explicit VR Little Endian, with the zero that makes its length even. */
const explicitLittle = "1.2.840.10008.1.2.1\0";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/**
 * All up to the samples of a file whose pixels are no longer compressed: its own bytes, but for the
 * transfer syntax, the length of the group that has it, what channels mean, and their order.
 * @param photometric what channels mean now
 * @param length bytes of samples
 */
export function nativeHead(
  file: Uint8Array,
  { dataSet, element, samples }: DicomImage,
  photometric: string | undefined,
  length: number,
): Uint8Array {
  const { elements } = dataSet;
  const [syntax, group] = [elements["x00020010"], elements["x00020000"]];
  if (syntax === undefined) throw damaged("DICOM", "its transfer syntax is missing");
  const edits: Edit[] = [valueEdit(syntax, explicitLittle)];
  if (group !== undefined) {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const before = view.getUint32(group.dataOffset, true);
    const after = before + explicitLittle.length - syntax.length;
    edits.push({ start: group.dataOffset, end: group.dataOffset + 4, bytes: word(after, 4) });
  }
  const [model, planes] = [elements["x00280004"], elements["x00280006"]];
  if (photometric !== undefined && model !== undefined) edits.push(valueEdit(model, photometric));
  if (samples > 1 && planes !== undefined) {
    edits.push({ start: planes.dataOffset, end: planes.dataOffset + 2, bytes: word(0, 2) });
  }
  // Tag, representation, two reserved bytes, length: those of the data that were compressed.
  const start = element.dataOffset - 12;
  const even = length + (length % 2);
  const header = concat([Uint8Array.of(0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0), word(even, 4)]);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < at || edit.end > start) throw damaged("DICOM", "its elements");
    parts.push(file.subarray(at, edit.start), edit.bytes);
    at = edit.end;
  }
  return concat([...parts, file.subarray(at, start), header]);
}

/** Another value of an element with a length of two bytes before it. */
function valueEdit(
  { dataOffset, length }: { readonly dataOffset: number; readonly length: number },
  text: string,
): Edit {
  const value = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const bytes = concat([word(value.length, 2), value]);
  return { start: dataOffset - 2, end: dataOffset + length, bytes };
}

function word(value: number, size: 2 | 4): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 2) view.setUint16(0, value, true);
  else view.setUint32(0, value, true);
  return bytes;
}
