import type { DataSet, Element } from "dicom-parser";
import { NeuroveilError } from "../../errors.ts";
import { loadCodec } from "../codec-packages.ts";
import { damaged } from "../damaged.ts";
import { keptAsFile, type NotPixels } from "../not-pixels.ts";
import { countedElements, mostElements } from "./element-count.ts";

/** What of a data set says how its pixels are stored (PS3.3, C.7.6.3), every number checked. */
export interface DicomImage {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  /** Samples a pixel. */
  readonly samples: number;
  /** Bits that a sample takes. */
  readonly allocated: 1 | 8 | 16 | 32;
  /** Bits of it that are used, from the lowest on. */
  readonly stored: number;
  readonly signed: boolean;
  /** Whether each frame has one plane a channel. */
  readonly planar: boolean;
  readonly photometric: string;
  readonly syntax: string;
  readonly element: Element;
  readonly dataSet: DataSet;
}

const pixelData = "x7fe00010";

/** Transfer syntaxes without compression, and whether the low byte comes first. */
export const nativeSyntaxes: Readonly<Record<string, "little" | "big">> = {
  "1.2.840.10008.1.2": "little",
  "1.2.840.10008.1.2.1": "little",
  "1.2.840.10008.1.2.2": "big",
};

/** Others, as messages call them. */
const otherSyntaxes: Readonly<Record<string, string>> = {
  "1.2.840.10008.1.2.4.51": "with a 12-bit JPEG inside",
  "1.2.840.10008.1.2.4.100": "with an MPEG video inside",
  "1.2.840.10008.1.2.4.102": "with an MPEG video inside",
  "1.2.840.10008.1.2.4.201": "with high-throughput JPEG 2000 inside",
  "1.2.840.10008.1.2.4.202": "with high-throughput JPEG 2000 inside",
  "1.2.840.10008.1.2.4.203": "with high-throughput JPEG 2000 inside",
};

export const encapsulatedSyntaxes = {
  jpeg: ["1.2.840.10008.1.2.4.50"],
  jpegLossless: ["1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"],
  jpegLs: ["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"],
  jpeg2000: ["1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"],
  rle: ["1.2.840.10008.1.2.5"],
} as const;

type Parser = typeof import("dicom-parser");

/** Loads dicom-parser; its module is a CommonJS one. */
async function loadParser(): Promise<Parser> {
  return await loadCodec("dicom-parser", "a DICOM file", async () => {
    const module: Parser & { readonly default?: Parser } = await import("dicom-parser");
    return module.default ?? module;
  });
}

/**
 * Reads the elements up to its pixels of a file whose data set is not deflated.
 * @throws NotPixels also where the parser would misread them
 */
export async function readDataSet(file: Uint8Array): Promise<DicomImage> {
  const parser = await loadParser();
  requireReadable(file);
  try {
    const meta = parser.readPart10Header(file);
    const syntax = meta.string("x00020010") ?? "";
    requireSyntax(syntax);
    return describe(parser.parseDicom(file, { untilTag: pixelData }), syntax);
  } catch (error) {
    if (error instanceof NeuroveilError) throw error;
    // The parser throws texts as well as errors, and runs out of the stack on nested items.
    throw damaged("DICOM", "its elements cannot be read", error);
  }
}

/**
 * All elements of a file that was read, items of sequences and what they hold among them.
 * @param vrOf representation of a tag's value, as "00080016", where the file does not say it
 * @throws NotPixels "broken" or "unsupported"
 */
export async function readElements(
  file: Uint8Array,
  vrOf: (tag: string) => string | undefined,
): Promise<DataSet> {
  const parser = await loadParser();
  requireReadable(file);
  try {
    return parser.parseDicom(file, {
      untilTag: pixelData,
      vrCallback: (tag: string) => vrOf(tag.slice(1)),
    });
  } catch (error) {
    throw damaged("DICOM", "its elements cannot be read", error);
  }
}

/** Representations of 64-bit numbers, whose lengths dicom-parser 1.8 takes to be of two bytes, not four. */
const misread: ReadonlySet<string> = new Set(["OV", "SV", "UV"]);

/**
 * To be called before the parser gets a file.
 * @throws NotPixels where it would take much memory, or may take parts of values for elements
 */
function requireReadable(file: Uint8Array): void {
  let found = false;
  let end = 0;
  for (const { tag, vr, start, length = 0, depth } of countedElements(
    file,
    mostElements(file.length),
  )) {
    end = start + length;
    found ||= depth === 0 && `x${tag}` === pixelData;
    if (found || vr === undefined || !misread.has(vr)) continue;
    const place = `(${tag.slice(0, 4)},${tag.slice(4)})`;
    throw keptAsFile(
      `a DICOM file with an element of representation ${vr}, ${place}`,
      "one without 64-bit elements",
    );
  }
  if (found) return;
  if (end === file.length) throw keptAsFile("a DICOM file without pixels", "pixel data");
  throw damaged("DICOM", "it is cut short, or its elements do not lead to its pixels");
}

function requireSyntax(syntax: string): void {
  const known = [...Object.keys(nativeSyntaxes), ...Object.values(encapsulatedSyntaxes).flat()];
  if (known.includes(syntax)) return;
  const what = otherSyntaxes[syntax] ?? `of transfer syntax ${JSON.stringify(syntax.slice(0, 64))}`;
  throw keptAsFile(
    `a DICOM file ${what}`,
    "a DICOM file without compression, or with RLE, JPEG, JPEG-LS or JPEG 2000",
  );
}

function describe(dataSet: DataSet, syntax: string): DicomImage {
  const element = dataSet.elements[pixelData];
  if (element === undefined) throw keptAsFile("a DICOM file without pixels", "pixel data");
  const number = (tag: string, standard?: number): number => {
    const value = dataSet.uint16(tag) ?? standard;
    if (value === undefined) throw damaged("DICOM", `its element ${tag.slice(1)} is missing`);
    return value;
  };
  const samples = number("x00280002", 1);
  const bits = number("x00280100");
  const allocated = ([1, 8, 16, 32] as const).find((known) => known === bits);
  if (allocated === undefined)
    throw keptAsFile(`a DICOM file of ${bits}-bit samples`, "8, 16 or 32 bits");
  const frames = dataSet.string("x00280008") === undefined ? 1 : dataSet.intString("x00280008");
  const image: DicomImage = {
    columns: number("x00280011"),
    rows: number("x00280010"),
    frames: frames ?? 0,
    samples,
    allocated,
    stored: number("x00280101", allocated),
    signed: number("x00280103", 0) === 1,
    planar: samples > 1 && number("x00280006", 0) === 1,
    photometric: dataSet.string("x00280004") ?? "",
    syntax,
    element,
    dataSet,
  };
  const { columns, rows, stored } = image;
  if (columns < 1 || rows < 1 || !Number.isInteger(image.frames) || image.frames < 1) {
    throw damaged("DICOM", `its size is ${columns} x ${rows} x ${frames}`);
  }
  if (image.frames > 65_536 || samples < 1 || stored < 1 || stored > allocated) {
    throw damaged("DICOM", "its elements about pixels contradict each other");
  }
  if (syntax in nativeSyntaxes && hasFewerSamples(image.photometric)) throw fewerSamples();
  return image;
}

/** Whether elements say that colours have fewer samples than there are pixels. */
export function hasFewerSamples(photometric: string): boolean {
  return /_42[02]/.test(photometric);
}

export function fewerSamples(): NotPixels {
  return keptAsFile("a DICOM file whose colours have fewer samples", "as many of each channel");
}
