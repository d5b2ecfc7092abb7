import { replaceBytes } from "./system-path.ts";

/**
 * A file name as it may be shown: a name can hold line breaks and terminal commands, and one line
 * stays one line. An empty one stays visible.
 */
export function printable(name: string): string {
  if (name === "") return '""';
  return replaceBytes(name, (hex) => `\\x${hex}`).replaceAll(
    // Control characters, and the marks that reverse the direction of text ("gpj.exe").
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`,
  );
}
