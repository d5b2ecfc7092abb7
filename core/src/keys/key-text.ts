/** A line of a key file that says something. */
export interface KeyLine {
  /** Its number in the file, from 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The text of a key file, whatever editor or shell wrote it: UTF-8, or UTF-16 as `>` makes it in
 * Windows PowerShell, with or without a byte order mark.
 */
export function keyText(file: string | Uint8Array): string {
  const text = typeof file === "string" ? file : decode(file);
  // Byte order marks in the middle (of files joined by `copy`) and what web pages hide in words.
  return text.replaceAll(/[\0\p{Cf}]/gu, "");
}

/** The lines that are neither empty nor comments (#), whatever ends them. */
export function keyLines(text: string): KeyLine[] {
  return text
    .split(/\r\n?|\n/)
    .map((line, i) => ({ number: i + 1, text: line.trim() }))
    .filter((line) => line.text !== "" && !line.text.startsWith("#"));
}

function decode(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder("utf-16le").decode(file);
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder("utf-16be").decode(file);
  const zero = file.indexOf(0);
  if (zero === 0) return new TextDecoder("utf-16be").decode(file);
  if (zero > 0) {
    // PowerShell's `>>` appends UTF-16 to whatever is there.
    return (
      utf8(file.subarray(0, zero - 1)) + new TextDecoder("utf-16le").decode(file.subarray(zero - 1))
    );
  }
  return utf8(file);
}

function utf8(bytes: Uint8Array): string {
  // Bytes 254 and 255 are no UTF-8, but the marks of what follows.
  return new TextDecoder().decode(bytes.filter((byte) => byte < 0xfe));
}
