/** First bytes of kinds of file that people may take for an image we read; `at` is an offset. */
interface Signature {
  readonly format: string;
  readonly name: string;
  readonly parts: readonly { readonly at: number; readonly bytes: string }[];
}

/** Bytes as latin1 text. ISO BMFF brands (AVIF, HEIC) stand at 8, after a box length and "ftyp". */
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
  { format: "tiff", name: "a TIFF image", parts: [{ at: 0, bytes: "II*\0" }] },
  { format: "tiff", name: "a TIFF image", parts: [{ at: 0, bytes: "MM\0*" }] },
  { format: "tiff", name: "a BigTIFF image", parts: [{ at: 0, bytes: "II+\0" }] },
  { format: "tiff", name: "a BigTIFF image", parts: [{ at: 0, bytes: "MM\0+" }] },
  { format: "webm", name: "a WebM video", parts: [{ at: 0, bytes: "\x1a\x45\xdf\xa3" }] },
  { format: "y4m", name: "a YUV4MPEG2 video", parts: [{ at: 0, bytes: "YUV4MPEG2" }] },
  { format: "pdf", name: "a PDF document", parts: [{ at: 0, bytes: "%PDF-" }] },
];

/**
 * What a file is by its first bytes, for messages and `inspect`: we read its pixels or not
 * elsewhere.
 */
export function nameFormat(bytes: Uint8Array): { readonly format: string; readonly name: string } {
  const start = Buffer.from(bytes.subarray(0, 160)).toString("latin1");
  const found = signatures.find((signature) =>
    signature.parts.every((part) => start.startsWith(part.bytes, part.at)),
  );
  if (found !== undefined) return found;
  if (/^P[1-7fF]\s/.test(start)) return { format: "pnm", name: "a PNM image" };
  return { format: "other", name: "another kind of file" };
}
