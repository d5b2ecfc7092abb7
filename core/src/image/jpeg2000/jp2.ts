import { readBoxes, type Box } from "../boxes.ts";
import { damaged } from "../damaged.ts";
import type { Metadata } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import { letters } from "../letters.ts";
import { keptAsFile } from "../not-pixels.ts";
import { readShape } from "./codestream.ts";
import { readColours } from "./colours.ts";

/** XMP in a box of kind "uuid" (XMP, part 3). */
const xmpId = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

/** Boxes that say what the codestream says as well or how files are read: the first of each, up to so many bytes. */
const structure: ReadonlyMap<string, number> = new Map([
  ["jP  ", 4],
  ["ftyp", 64],
  ["ihdr", 14],
  ["bpcc", 4],
]);

/** What a JP2 file is, taken apart. */
export interface Jp2 {
  readonly codestream: Uint8Array;
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
}

/**
 * Reads the boxes of a JP2 file (ISO/IEC 15444-1, annex I).
 * @throws NotPixels "broken" or "unsupported"
 */
export function readJp2(file: Uint8Array): Jp2 {
  const boxes = readBoxes(file, "JPEG 2000");
  const [stream, ...others] = boxes.filter(({ type }) => type === "jp2c");
  const header = boxes.find(({ type }) => type === "jp2h");
  if (stream === undefined || header === undefined) throw damaged("JPEG 2000", "its boxes");
  if (others.length > 0) throw keptAsFile("a JPEG 2000 image of several pictures", "one picture");
  const parts = readBoxes(header.content, "JPEG 2000");
  const { icc, boxes: colours } = readColours(parts, readShape(stream.content).channels);
  const xmp = boxes.find(
    ({ type, content }) => type === "uuid" && letters(content, 0, 16) === xmpId,
  );
  const used: ReadonlySet<Box | undefined> = new Set([stream, header, xmp, ...colours]);
  return {
    codestream: stream.content,
    metadata: { ...(icc && { icc }), ...(xmp && { xmp: xmp.content.slice(16) }) },
    leftovers: leftoversOf([...boxes, ...parts].filter((box) => !used.has(box))),
  };
}

function leftoversOf(boxes: readonly Box[]): Leftover[] {
  const seen = new Set<string>();
  const leftovers: Leftover[] = [];
  for (const { type, content } of boxes) {
    const first = !seen.has(type);
    seen.add(type);
    const tellsNothing =
      type === "free"
        ? content.every((byte) => byte === 0)
        : first && content.length <= (structure.get(type) ?? -1);
    const name = /^[\x20-\x7e]{4}$/.test(type) ? `the box ${type.trim()}` : "a box without a name";
    if (!tellsNothing) leftovers.push({ what: name, bytes: content.length });
  }
  return leftovers;
}
