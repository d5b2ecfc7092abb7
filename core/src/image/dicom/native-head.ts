import type { Element } from "dicom-parser";
import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { DicomImage } from "./data-set.ts";
import { edited, syntaxEdits, valueEdit, word, type Value } from "./edits.ts";

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
  const syntax = valueOf(elements["x00020010"]);
  if (syntax === undefined) throw damaged("DICOM", "its transfer syntax is missing");
  const edits = syntaxEdits(file, syntax, valueOf(elements["x00020000"]));
  const [model, planes] = [valueOf(elements["x00280004"]), elements["x00280006"]];
  if (photometric !== undefined && model !== undefined) edits.push(valueEdit(model, photometric));
  if (samples > 1 && planes !== undefined) {
    edits.push({ start: planes.dataOffset, end: planes.dataOffset + 2, bytes: word(0, 2) });
  }
  // Tag, representation, two reserved bytes, length: those of the data that were compressed.
  const start = element.dataOffset - 12;
  const even = length + (length % 2);
  const header = concat([Uint8Array.of(0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0), word(even, 4)]);
  return concat([...edited(file, start, edits), header]);
}

function valueOf(element: Element | undefined): Value | undefined {
  return element && { start: element.dataOffset, length: element.length };
}
