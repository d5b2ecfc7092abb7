import { formatOf } from "./formats.ts";
import { letters } from "./letters.ts";

/** What a file is. */
export interface FormatName {
  /** For scripts, such as "png", "mp4" or "other". */
  readonly format: string;
  /** For people, such as "an animated PNG". */
  readonly name: string;
}

/** First bytes of kinds of file that people may take for an image we read; `at` is an offset. */
interface Signature extends FormatName {
  readonly at: number;
  readonly bytes: string;
}

/** Bytes as letters. */
const signatures: readonly Signature[] = [
  { format: "heif", name: "a HEIF image", at: 4, bytes: "ftyphei" },
  { format: "heif", name: "a HEIF image", at: 4, bytes: "ftypmif1" },
  { format: "mp4", name: "an MP4 video", at: 4, bytes: "ftyp" },
  { format: "jxl", name: "a JPEG XL image", at: 4, bytes: "JXL \r\n\x87\n" },
  { format: "webm", name: "a WebM video", at: 0, bytes: "\x1a\x45\xdf\xa3" },
  { format: "y4m", name: "a YUV4MPEG2 video", at: 0, bytes: "YUV4MPEG2" },
  { format: "pdf", name: "a PDF document", at: 0, bytes: "%PDF-" },
];

/** Names a file's kind by its first bytes, for messages; of most kinds the pixels are not read here. */
export function nameFormat(file: Uint8Array): FormatName {
  const format = formatOf(file);
  if (format !== undefined) return { format: format.id, name: format.name };
  const start = letters(file, 0, 160);
  const found = signatures.find(({ at, bytes }) => start.startsWith(bytes, at));
  if (found !== undefined) return { format: found.format, name: found.name };
  return { format: "other", name: "another kind of file" };
}
