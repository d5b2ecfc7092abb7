import { concat } from "../../bytes/arrays.ts";
import type { Metadata } from "../image.ts";
import type { Leftover } from "../leftover.ts";
import { contentOf, type GifStructure } from "./structure.ts";

const graphicControl = 0xf9;
const comment = 0xfe;
const application = 0xff;

/** What a GIF says beside its picture, for one that becomes a PNG. */
export function gifMetadata(
  file: Uint8Array,
  { ratio, extensions }: GifStructure,
): { readonly metadata: Metadata; readonly leftovers: Leftover[] } {
  const comments: Uint8Array[] = [];
  const own: { xmp?: Uint8Array; icc?: Uint8Array } = {};
  const leftovers: Leftover[] = [];
  for (const { label, name, start, end } of extensions) {
    if (label === graphicControl) continue;
    if (label === comment) comments.push(concat(contentOf(file, start, end)));
    else if (label === application && name === "XMP DataXMP") {
      own.xmp = readXmp(file.subarray(start + 12, end));
    } else if (label === application && name === "ICCRGBG1012") {
      own.icc = concat(contentOf(file, start, end).slice(1));
    } else if (label !== application || !/^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(name)) {
      leftovers.push({ what: `an extension ${label}`, bytes: end - start });
    }
  }
  const metadata: Metadata = {
    ...own,
    ...(comments.length > 0 && { comments }),
    // A pixel is so many 64ths wide as it is high.
    ...(ratio > 0 && { density: { x: 64, y: ratio + 15, unit: "aspect" } }),
  };
  return { metadata, leftovers };
}

/** XMP stands as one text whose characters are taken for lengths; 258 bytes lead readers to its end. */
function readXmp(data: Uint8Array): Uint8Array {
  return data.slice(0, Math.max(0, data.length - 258));
}
