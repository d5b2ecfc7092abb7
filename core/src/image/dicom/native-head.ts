import type { Element } from "dicom-parser";
import { concat } from "../../bytes/arrays.ts";
import { damaged } from "../damaged.ts";
import type { DicomImage } from "./data-set.ts";
import { edited, numberEdit, syntaxEdits, valueEdit, word, type Value } from "./edits.ts";
import type { DicomSamples } from "./native.ts";

/**
 * All up to the samples of a file whose pixels are no longer compressed: its own bytes, but for the
 * transfer syntax, the length of the group that has it, what channels mean, their order, and a High Bit
 * above what was decoded.
 * @param length bytes of samples
 */
export function nativeHead(
  file: Uint8Array,
  { dataSet, element, samples, stored }: DicomImage,
  { photometric, bits }: Pick<DicomSamples, "photometric" | "bits">,
  length: number,
): Uint8Array {
  const { elements } = dataSet;
  const syntax = valueOf(elements["x00020010"]);
  if (syntax === undefined) throw damaged("DICOM", "its transfer syntax is missing");
  const edits = syntaxEdits(file, syntax, valueOf(elements["x00020000"]));
  const [model, planes] = [valueOf(elements["x00280004"]), valueOf(elements["x00280006"])];
  if (photometric !== undefined && model !== undefined) edits.push(valueEdit(model, photometric));
  if (samples > 1 && planes !== undefined) edits.push(numberEdit(planes, 0));
  // Viewers that go by it would show samples without their lowest bits.
  const highBit = valueOf(elements["x00280102"]);
  const high = dataSet.uint16("x00280102") ?? 0;
  if (bits !== undefined && highBit !== undefined && high >= bits) {
    edits.push(numberEdit(highBit, stored - 1));
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
