import { NeuroveilError } from "../../errors.ts";
import { enclosedPng } from "../../image/dicom/enclosed-png.ts";
import { chunkSteps, pngSignature, type RawChunk } from "../../image/png/chunks.ts";
import { textInstead, textTransfer } from "../../image/text-transfer.ts";
import { atOnce, type Steps } from "../../turns.ts";
import type { Geometry } from "../shape/geometry.ts";

/**
 * Type of the private chunk: ancillary (v), private (e), as the standard reserves it (I), safe to copy
 * when pixels are changed (l), so that tools keep it.
 */
export const contentChunk = "veIl";

/** PNG colour type by number of channels: gray, gray and alpha, RGB, RGBA. */
export const colourTypes = [0, 4, 2, 6] as const;

/** A carrier cut into what the container needs; nothing of it is verified but its CRCs. */
export interface Carrier {
  /** The whole PNG. */
  readonly file: Uint8Array;
  readonly geometry: Geometry;
  /** Content of the private chunk. */
  readonly content: Uint8Array;
  /** The IDAT chunks' data, views of the file. */
  readonly data: readonly Uint8Array[];
  readonly interlaced: boolean;
}

/**
 * Whether bytes are a PNG that carries a veIl chunk, or a DICOM file with one in it; looks at chunk lengths and
 * types alone.
 */
export function isContainer(file: Uint8Array): boolean {
  const bytes = enclosedPng(file) ?? file;
  if (!pngSignature.every((byte, i) => bytes[i] === byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = pngSignature.length;
  while (offset + 12 <= bytes.length) {
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (type === contentChunk) return true;
    // What stands behind is no part of the PNG.
    if (type === "IEND") return false;
    offset += 12 + view.getUint32(offset);
  }
  return false;
}

/**
 * @throws NeuroveilError "input" when the file is no cipher image, "broken" when it is a damaged one
 */
export function readCarrier(bytes: Uint8Array): Carrier {
  return atOnce(carrierSteps(bytes));
}

/** The same with pauses. */
export function* carrierSteps(bytes: Uint8Array): Steps<Carrier> {
  // A plain view, because the methods of a Node Buffer differ.
  const whole = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = enclosedPng(whole) ?? whole;
  if (!isContainer(file)) {
    const transfer = textTransfer(file);
    if (transfer !== undefined) {
      throw new NeuroveilError("broken", {
        expected: "an image as neuroveil encrypted it",
        got: textInstead(transfer),
      });
    }
    throw noCarrier();
  }
  const chunks = yield* intactChunks(file);
  const contents = chunks.filter(({ type }) => type === contentChunk);
  return {
    file,
    ...readIhdr(chunks[0]!),
    content: onlyContent(contents).data,
    data: chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data),
  };
}

/** The chunks of a cipher image: of those, another copy is the remedy. */
function* intactChunks(file: Uint8Array): Steps<RawChunk[]> {
  try {
    return yield* chunkSteps(file);
  } catch (cause) {
    throw damagedCarrier(cause);
  }
}

export function damagedCarrier(cause: unknown): NeuroveilError {
  return new NeuroveilError("broken", {
    expected: "an intact cipher image",
    got: "a damaged PNG",
    todo: "get the file again from its sender",
    cause,
  });
}

export function noCarrier(): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "an image that neuroveil encrypted (a PNG with a veIl chunk)",
    got: "another file",
    todo: "some image tools drop the chunk when they save",
  });
}

/** @throws NeuroveilError "broken" when there are several */
export function onlyContent<T>(contents: readonly T[]): T {
  if (contents.length === 1) return contents[0]!;
  throw new NeuroveilError("broken", { expected: "one veIl chunk", got: contents.length });
}

export function readIhdr({ data }: Pick<RawChunk, "data">): {
  geometry: Geometry;
  interlaced: boolean;
} {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length === 13) {
    const [depth, type, compression, filter, interlace] = data.subarray(8);
    const channels = colourTypes.findIndex((colourType) => colourType === type) + 1;
    const sound = compression === 0 && filter === 0 && (interlace === 0 || interlace === 1);
    if (sound && channels > 0 && (depth === 8 || depth === 16)) {
      const [width, height] = [view.getUint32(0), view.getUint32(4)];
      const bytesPerSample = depth === 8 ? 1 : 2;
      return {
        geometry: { width, height, channels, bytesPerSample },
        interlaced: interlace === 1,
      };
    }
  }
  throw new NeuroveilError("broken", {
    expected: "a carrier PNG of 8 or 16 bits with gray or RGB, with or without alpha",
    got: "another kind",
  });
}
