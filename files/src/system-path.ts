/**
 * Names that are not UTF-8. Linux takes any bytes for a name; our strings hold those that are not
 * UTF-8 as lone surrogates, U+DC80 for the byte 80 to U+DCFF for FF (as Python's "surrogateescape"
 * does), so that paths are joined and compared as text everywhere and the system gets its own bytes.
 */
const escaped = /[\udc80-\udcff]/;
const escapedEach = /\p{Cs}/gu;

/** A name as the system gave it, as a string. */
export function pathFromBytes(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  // What does not come back the same held bytes that are no UTF-8.
  return Buffer.compare(Buffer.from(text), bytes) === 0 ? text : escapeBytes(bytes);
}

/** What node:fs takes for a path of ours. */
export function systemPath(path: string): string | Buffer {
  if (!hasEscapes(path)) return path;
  // Iterating gives whole characters: a lone surrogate is one of its own.
  return Buffer.concat(
    Array.from(path, (character) =>
      isEscape(character)
        ? Buffer.of(character.charCodeAt(0) & 0xff)
        : Buffer.from(character, "utf8"),
    ),
  );
}

/** A path that every system takes: `%` and two hex digits for each byte that is no UTF-8. */
export function portablePath(path: string): string {
  return replaceBytes(path, (hex) => `%${hex}`);
}

/** The same with `replacement`, which gets the byte as two hex digits. */
export function replaceBytes(path: string, replacement: (hex: string) => string): string {
  return path.replace(escapedEach, (surrogate) =>
    isEscape(surrogate)
      ? replacement((surrogate.charCodeAt(0) & 0xff).toString(16).toUpperCase())
      : surrogate,
  );
}

function hasEscapes(path: string): boolean {
  return escaped.test(path) && Array.from(path).some(isEscape);
}

function isEscape(character: string): boolean {
  return character.length === 1 && escaped.test(character);
}

function escapeBytes(bytes: Buffer): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes[at]!);
    try {
      if (length === 0 || at + length > bytes.length) throw new RangeError("not UTF-8");
      text += decoder.decode(bytes.subarray(at, at + length));
      at += length;
    } catch {
      text += String.fromCharCode(0xdc00 + bytes[at]!);
      at += 1;
    }
  }
  return text;
}

/** Bytes of the character of UTF-8 that begins with `first`; 0 where none does. */
function characterLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}
