import { detectFormat, letters, type Format } from "./detect.ts";

/** What a file is. */
export interface FormatName {
  /** For scripts, such as "png", "gif" or "other". */
  readonly format: string;
  /** For people, such as "an animated PNG". */
  readonly name: string;
}

/** First bytes of kinds of file that people may take for an image we read; `at` is an offset. */
interface Signature extends FormatName {
  readonly parts: readonly { readonly at: number; readonly bytes: string }[];
}

/** Bytes as letters. ISO BMFF brands (AVIF, HEIC) stand at 8, after a box length and "ftyp". */
const signatures: readonly Signature[] = [
  { format: "gif", name: "a GIF", parts: [{ at: 0, bytes: "GIF8" }] },
  {
    format: "webp",
    name: "a WebP image",
    parts: [
      { at: 0, bytes: "RIFF" },
      { at: 8, bytes: "WEBP" },
    ],
  },
  { format: "bmp", name: "a BMP image", parts: [{ at: 0, bytes: "BM" }] },
  { format: "avif", name: "an AVIF image", parts: [{ at: 4, bytes: "ftypavi" }] },
  { format: "heif", name: "a HEIF image", parts: [{ at: 4, bytes: "ftyphei" }] },
  { format: "heif", name: "a HEIF image", parts: [{ at: 4, bytes: "ftypmif1" }] },
  { format: "mp4", name: "an MP4 video", parts: [{ at: 4, bytes: "ftyp" }] },
  { format: "jp2", name: "a JPEG 2000 image", parts: [{ at: 4, bytes: "jP  \r\n" }] },
  { format: "jp2", name: "a JPEG 2000 image", parts: [{ at: 0, bytes: "\xff\x4f\xff\x51" }] },
  { format: "dicom", name: "a DICOM file", parts: [{ at: 128, bytes: "DICM" }] },
  { format: "webm", name: "a WebM video", parts: [{ at: 0, bytes: "\x1a\x45\xdf\xa3" }] },
  { format: "y4m", name: "a YUV4MPEG2 video", parts: [{ at: 0, bytes: "YUV4MPEG2" }] },
  { format: "pdf", name: "a PDF document", parts: [{ at: 0, bytes: "%PDF-" }] },
];

const names: Readonly<Record<Exclude<Format, "other">, string>> = {
  png: "a PNG",
  apng: "an animated PNG",
  jpeg: "a JPEG",
  tiff: "a TIFF image",
};

/** Names a file's kind by its first bytes, for messages; of most kinds the pixels are not read here. */
export function nameFormat(file: Uint8Array): FormatName {
  const format = detectFormat(file);
  if (format !== "other") return { format, name: names[format] };
  const start = letters(file, 0, 160);
  const found = signatures.find(({ parts }) =>
    parts.every(({ at, bytes }) => start.startsWith(bytes, at)),
  );
  if (found !== undefined) return { format: found.format, name: found.name };
  if (/^P[1-7fF]\s/.test(start)) return { format: "pnm", name: "a PNM image" };
  return { format: "other", name: "another kind of file" };
}
