import { inTurns } from "../../turns.ts";
import { readBoxes, type Box } from "../boxes.ts";
import { carried } from "../carried.ts";
import { damaged } from "../damaged.ts";
import type { DecodeOptions } from "../decode-options.ts";
import type { Image, Metadata } from "../image.ts";
import { settle, type Leftover } from "../leftover.ts";
import { letters } from "../letters.ts";
import { keptAsFile } from "../not-pixels.ts";
import { decodeCodestream, openJpeg } from "./codestream.ts";
import { codestreamLeftovers } from "./leftovers.ts";

/** XMP in a box of kind "uuid" (XMP, part 3). */
const xmpId = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
/** What makes up the picture, or says nothing more. */
const known: ReadonlySet<string> = new Set(["jP  ", "ftyp", "jp2h", "jp2c", "free", "rreq"]);

interface Jp2 {
  readonly codestream: Uint8Array;
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
}

/** Decodes a JPEG 2000 codestream or JP2 file: gray or RGB, with or without alpha, of up to 16 bits. */
export async function decodeJpeg2000(
  file: Uint8Array,
  options: DecodeOptions = {},
): Promise<Image> {
  const { codestream, metadata, leftovers } =
    file[0] === 0xff ? { codestream: file, metadata: {}, leftovers: [] } : readJp2(file);
  settle("JPEG 2000 image", [...leftovers, ...codestreamLeftovers(codestream)], options);
  // The codestream alone: in the file around it, the codec follows offsets that nobody has bounded.
  const frame = await decodeCodestream(codestream, options);
  const { width, height, channels, bits, signed, data, reversible } = frame;
  const layout = { channels, bits, kind: signed ? "signed" : "unsigned", pages: 1 } as const;
  const origin = { format: "jp2", ...(!reversible && { decoder: openJpeg }) };
  return await inTurns(
    carried({ width, height, layout, data }, origin, { metadata }),
    options.signal,
  );
}

function readJp2(file: Uint8Array): Jp2 {
  const boxes = readBoxes(file, "JPEG 2000");
  const [stream, ...others] = boxes.filter(({ type }) => type === "jp2c");
  const header = boxes.find(({ type }) => type === "jp2h");
  if (stream === undefined || header === undefined) throw damaged("JPEG 2000", "its boxes");
  if (others.length > 0) throw keptAsFile("a JPEG 2000 image of several pictures", "one picture");
  const parts = readBoxes(header.content, "JPEG 2000");
  if (parts.some(({ type }) => type === "pclr" || type === "cmap")) {
    throw keptAsFile("a JPEG 2000 image with a palette", "one without");
  }
  const icc = parts
    .filter(({ type }) => type === "colr")
    .map(profileOf)
    .find(Boolean);
  const xmp = boxes.find(
    ({ type, content }) => type === "uuid" && letters(content, 0, 16) === xmpId,
  );
  const leftovers = boxes
    .filter((box) => !known.has(box.type) && box !== xmp)
    .map(({ type, content }) => ({ what: `the box ${type.trim()}`, bytes: content.length }));
  return {
    codestream: stream.content,
    metadata: { ...(icc && { icc }), ...(xmp && { xmp: xmp.content.slice(16) }) },
    leftovers,
  };
}

/** A profile, or undefined for a colour space that has a number; YCC is not converted by the codec. */
function profileOf({ content }: Box): Uint8Array | undefined {
  const [method = 0] = content;
  if (method === 1 && content[6] === 18)
    throw keptAsFile("a JPEG 2000 image in sYCC", "gray or RGB");
  return method === 2 || method === 3 ? content.slice(3) : undefined;
}
