import { codecs } from "#codecs";
import { asFile, NeuroveilError, sizeText } from "../../errors.ts";
import { TooLong } from "../codecs.ts";
import { concat } from "../../bytes/arrays.ts";
import { isTiffHeader } from "../tiff-header.ts";
import type { Metadata } from "../image.ts";
import { textChunks } from "./text.ts";

type Fields = Omit<Metadata, "png">;

/** A chunk to be written. */
export interface Content {
  readonly type: string;
  readonly data: Uint8Array;
}

// Real profiles end at a few MiB; what is longer is there to fill memory.
const longestProfile = 1 << 24;

/**
 * Chunks whose content `Metadata` has fields for. A reader returns undefined for content that it
 * cannot express, and the chunk is then kept verbatim.
 */
const readers: Readonly<Record<string, (data: Uint8Array) => Promise<Fields | undefined>>> = {
  iCCP: readProfile,
  eXIf: async (data) => (isTiffHeader(data) ? { exif: data.slice() } : undefined),
  pHYs: async (data) => readDensity(data),
};

/** Reads one ancillary chunk into fields, or undefined when it must be kept as it is. */
export async function readField(type: string, data: Uint8Array): Promise<Fields | undefined> {
  return Object.hasOwn(readers, type) ? readers[type]!(data) : undefined;
}

/** The chunks that carry the fields, in the order in which they are written. */
export async function fieldChunks(metadata: Fields): Promise<Content[]> {
  const chunks: Content[] = [];
  if (metadata.icc !== undefined) {
    const name = latin1(metadata.iccName ?? "ICC profile");
    const compressed = await codecs.deflate(metadata.icc);
    chunks.push({ type: "iCCP", data: concat([name, Uint8Array.of(0, 0), compressed]) });
  }
  if (metadata.exif !== undefined) chunks.push({ type: "eXIf", data: metadata.exif });
  const density = metadata.density && densityBytes(metadata.density);
  if (density !== undefined) chunks.push({ type: "pHYs", data: density });
  return [...chunks, ...(await textChunks(metadata))];
}

async function readProfile(data: Uint8Array): Promise<Fields | undefined> {
  const end = data.indexOf(0);
  if (end < 1 || end > 79 || data[end + 1] !== 0) return undefined;
  const iccName = String.fromCharCode(...data.subarray(0, end));
  try {
    let rest = 0;
    const icc = await codecs.inflate(data.subarray(end + 2), longestProfile, (n) => (rest = n));
    return rest === 0 ? { icc, iccName } : undefined;
  } catch (error) {
    if (!(error instanceof TooLong)) return undefined;
    throw new NeuroveilError("limit", {
      expected: `an ICC profile of at most ${sizeText(longestProfile)}`,
      got: "a longer one",
      todo: asFile,
      cause: error,
    });
  }
}

function readDensity(data: Uint8Array): Fields | undefined {
  if (data.length !== 9 || data[8]! > 1) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const x = view.getUint32(0);
  const y = view.getUint32(4);
  return { density: { x, y, unit: data[8] === 1 ? "metre" : "aspect" } };
}

/** Units in a metre; an aspect ratio is written as it is. */
const perMetre = { metre: 1, centimetre: 100, inch: 1 / 0.0254, aspect: 1 } as const;

/**
 * pHYs, or undefined when the density has no value there. Whole dots a metre, from which whole dots an
 * inch or a centimetre come back by rounding.
 */
function densityBytes(density: NonNullable<Metadata["density"]>): Uint8Array | undefined {
  const x = Math.round(density.x * perMetre[density.unit]);
  const y = Math.round(density.y * perMetre[density.unit]);
  if (!(x >= 0 && y >= 0 && x < 2 ** 32 && y < 2 ** 32)) return undefined;
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, x);
  view.setUint32(4, y);
  bytes[8] = density.unit === "aspect" ? 0 : 1;
  return bytes;
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);
}
