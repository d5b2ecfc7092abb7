import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Numbers of so many bytes each, the highest byte first. */
export function numbers(size: 1 | 2 | 4, ...values: readonly number[]): Uint8Array {
  const bytes = values.flatMap((value) =>
    Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * (size - 1 - i))) & 0xff),
  );
  return Uint8Array.from(bytes);
}

/** A box of JPEG 2000. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const bytes = concat(content);
  return concat([numbers(4, bytes.length + 8), latin(type), bytes]);
}

/** A box that gives a colour space by its number. */
export function spaceBox(space: number): Uint8Array {
  return box("colr", numbers(1, 1, 0, 0), numbers(4, space));
}

const file = caseFile("pillow-rgb.jp2");
/** A codestream of 12 x 16 RGB pixels with a comment of 33 bytes. */
export const codestream: Uint8Array = file.subarray(file.length - 248);

/** A JP2 file of that with these boxes in its header behind the first, and others at its end. */
export function madeJp2(header: readonly Uint8Array[], ...more: readonly Uint8Array[]): Uint8Array {
  return concat([
    box("jP  ", latin("\r\n\x87\n")),
    box("ftyp", latin("jp2 \0\0\0\0jp2 ")),
    box("jp2h", box("ihdr", numbers(4, 16, 12), numbers(2, 3), numbers(1, 7, 7, 0, 0)), ...header),
    box("jp2c", codestream),
    ...more,
  ]);
}
