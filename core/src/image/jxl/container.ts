import { concat } from "../../bytes/arrays.ts";
import { readBoxes, type Box } from "../boxes.ts";
import { ByteReader } from "../byte-reader.ts";
import { damaged } from "../damaged.ts";
import { uprightExif } from "../exif.ts";
import type { Metadata } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import { isTiffHeader } from "../tiff-header.ts";

export interface JxlContent {
  readonly codestream: Uint8Array;
  readonly metadata: Metadata;
  readonly leftovers: readonly Leftover[];
}

/** What makes up the picture, or says nothing more (ISO/IEC 18181-2). */
const known: ReadonlySet<string> = new Set(["JXL ", "ftyp", "jxll", "jxlc", "jxlp", "jxli"]);

/** A codestream, or what a file has around one. */
export function readJxl(file: Uint8Array): JxlContent {
  if (file[0] === 0xff) return { codestream: file, metadata: {}, leftovers: [] };
  const boxes = readBoxes(file, "JPEG XL");
  const parts = boxes.flatMap(({ type, content }) => {
    if (type === "jxlc") return [content];
    // Numbered, in their order.
    return type === "jxlp" ? [content.subarray(4)] : [];
  });
  if (parts.length === 0) throw damaged("JPEG XL", "its boxes");
  const own = (type: string): Box | undefined => boxes.find((box) => box.type === type);
  const [described, xmp] = [own("Exif"), own("xml ")];
  const exif = described && exifIn(described.content);
  const leftovers = boxes
    .filter((box) => !known.has(box.type) && box !== xmp && (box !== described || !exif))
    .map(({ type, content }) => ({ what: `the box ${type.trim()}`, bytes: content.length }));
  return {
    codestream: parts.length === 1 ? parts[0]! : concat(parts),
    metadata: { ...(exif && { exif }), ...(xmp && { xmp: xmp.content.slice() }) },
    leftovers,
  };
}

function exifIn(content: Uint8Array): Uint8Array | undefined {
  if (content.length < 4) return undefined;
  // Where the TIFF structure begins, counted from behind that number.
  const start = 4 + new ByteReader(content, "JPEG XL", { little: false }).u32();
  const exif = content.slice(start);
  return isTiffHeader(exif) ? uprightExif(exif) : undefined;
}
