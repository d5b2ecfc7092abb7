import type { DataSet } from "dicom-parser";
import { concat } from "../../../bytes/arrays.ts";
import { NeuroveilError } from "../../../errors.ts";
import { inTurns } from "../../../turns.ts";
import { picturesOf } from "../../carried.ts";
import { damaged } from "../../damaged.ts";
import type { DecodeOptions } from "../../decode-options.ts";
import { encapsulatedSyntaxes, readDataSet, readElements } from "../data-set.ts";
import { decodeDicom } from "../decode.ts";
import { withoutDeflate } from "../deflated.ts";
import { enclosed, enclosedPng } from "../enclosed-png.ts";
import { writeNative } from "../native.ts";
import { restoreDicom } from "../restore.ts";
import { cleanElements } from "./clean.ts";
import { encodeElements, evenBytes, numberElement, textElement } from "./encode.ts";
import type { PlainElement } from "./encode.ts";
import { fileStart } from "./file-start.ts";
import { dicomProfile } from "./profile.ts";
import type { DicomProfileName } from "./profile-names.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import { toldOfPixels } from "./statements.ts";
import { blank, withoutSpareBits, type Place } from "./visible.ts";

/** Pixels of a frame, and how many frames. */
export interface FrameShape {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

export interface Deidentification {
  readonly profile: DicomProfileName;
  readonly pseudonyms: Pseudonyms;
  /**
   * Pixels that are blanked in every frame.
   * @throws where a frame does not have them
   */
  readonly places: (shape: FrameShape) => readonly Place[];
  /** A PNG that the file is to carry. */
  readonly carrier: () => Promise<Uint8Array>;
  /** Told what is to be looked at in the result, in a line. */
  readonly warn: (warning: string) => void;
}

/**
 * A DICOM file that shows the same pixels and of whose elements a profile leaves what tells of nobody: without
 * compression (Explicit VR Little Endian), a preamble, private elements, overlays, curves, icons, bits above
 * the stored ones, or anything behind the pixels.
 * @throws NotPixels "broken" or "unsupported", NeuroveilError "input" where texts in its pixels would show,
 *   "limit", and what `places` throws
 */
export async function deidentifyDicom(
  given: Uint8Array,
  { profile, pseudonyms, places, carrier, warn }: Deidentification,
  options: DecodeOptions,
): Promise<Uint8Array> {
  const file = await withoutDeflate(given, options);
  const decoded = await decodeDicom(file, options);
  const { signal } = options;
  const native = await restoreDicom(decoded, signal);
  const image = await readDataSet(native);
  const { columns, rows, frames, samples, allocated, stored, signed, dataSet } = image;
  const hidden = places({ width: columns, height: rows, frames });
  const rules = dicomProfile(profile);
  const elements = await readElements(native, (tag) => rules.get(tag)?.vrs.join("/"));
  const told = toldOfPixels(elements);
  if (hidden.length === 0 && told !== undefined) throw tellsOfPixels(told);
  const wasLossy =
    lossySyntaxes.has((await readDataSet(file)).syntax) || isLossy(dataSet.string("x00282110"));
  if (hidden.length > 0 && wasLossy) warn(smears);
  const { data } = await inTurns(picturesOf(decoded), signal);
  const high = Math.min(allocated, Math.max(stored, (dataSet.uint16("x00280102") ?? 0) + 1)) - 1;
  await inTurns(withoutSpareBits(data, { allocated, stored, signed, high }), signal);
  await inTurns(blank(data, image, hidden), signal);
  const shape = { columns, rows, frames, samples, allocated, planar: false };
  const cleaned = await cleanElements(elements, {
    profile: rules,
    pseudonyms,
    order: decoded.metadata.origin?.fields?.["order"] === "big" ? "big" : "little",
    signed,
    without: new Set(hidden.length > 0 ? ofHiddenPixels : []),
  });
  const made = new Map([...cleaned, ...statements(samples)].map((each) => [each.tag, each]));
  requireShape(dataSet, made);
  const pixels = evenBytes(writeNative(data, shape, "little"), 0);
  const png = await carrier();
  const written = concat([
    await fileStart(made, pseudonyms),
    encodeElements([
      ...made.values(),
      { tag: "7fe00010", vr: allocated > 8 ? "OW" : "OB", value: pixels },
      textElement(enclosed.creator, "LO", enclosed.name),
      { tag: enclosed.data, vr: "OB", value: evenBytes(png, 0) },
    ]),
  ]);
  const found = enclosedPng(written);
  const last = found && found.byteOffset - written.byteOffset + found.length;
  // What is given back has to be what was sealed, whatever stands before it.
  if (found?.length !== png.length || last !== written.length - (png.length % 2)) throw notFound();
  return written;
}

function notFound(): NeuroveilError {
  return new NeuroveilError("output", {
    expected: "what was sealed in the made DICOM file at its end",
    got: "something else",
    todo: "encrypt it without dicomOut",
  });
}

function tellsOfPixels(what: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: `regions of a DICOM file that says that it has ${what}`,
    got: "none",
    todo: "name what is to be blanked",
  });
}

/** Transfer syntaxes that lose something, or may. */
const lossySyntaxes: ReadonlySet<string> = new Set([
  ...encapsulatedSyntaxes.jpeg,
  "1.2.840.10008.1.2.4.81",
  "1.2.840.10008.1.2.4.91",
]);

/** Lossy Image Compression (0028,2110). */
function isLossy(text: string | undefined): boolean {
  return text?.trim() === "01";
}

const smears =
  "its pixels come from lossy compression, which leaves traces of texts beside them: blank the whole band, not the text alone";

/** What says how pixels are stored. */
const ofShape =
  `00280002 00280004 00280008 00280010 00280011 00280100 00280101 00280102 00280103`.split(/\s+/);

/**
 * Without one of these the pixels would be others.
 * @throws NotPixels
 */
function requireShape({ elements }: DataSet, made: ReadonlyMap<string, PlainElement>): void {
  const lost = ofShape.find((tag) => elements[`x${tag}`] !== undefined && !made.has(tag));
  if (lost === undefined) return;
  const place = `(${lost.slice(0, 4)},${lost.slice(4)})`;
  throw damaged("DICOM", `its element ${place} is none of its representation`);
}

/** Extremes, histograms and ranges of values, which tell of pixels that are no longer there. */
const ofHiddenPixels =
  `00280104 00280105 00280106 00280107 00280108 00280109 00280110 00280111 00280121
  00280124 00280125 00281231 00281232 00289099 00409096 00409211 00409213 00409214
  00409216 00603000`.split(/\s+/);

/** What the profile has a file say of itself (PS3.15, E.1.1). */
function statements(samples: number): PlainElement[] {
  const method = [
    textElement("00080100", "SH", "113100"),
    textElement("00080102", "SH", "DCM"),
    textElement("00080104", "LO", "Basic Application Confidentiality Profile"),
  ];
  return [
    textElement("00120062", "CS", "YES"),
    textElement("00120063", "LO", "neuroveil: PS3.15 table E.1-1, not certified"),
    { tag: "00120064", vr: "SQ", value: [method] },
    textElement("00280303", "CS", "REMOVED"),
    ...(samples > 1 ? [numberElement("00280006", "US", 0)] : []),
  ];
}
