/**
 * A PNG signature that went through a program for text. It was made to show that: a byte above 127,
 * both kinds of line ends, and the character that ends a file under DOS (PNG, 12.12).
 */
const changed = /^([^]{0,4})PNG(\r*\n|\r|)([^\s\w]?)(\r*\n|\r|)/;

/** The signature's first byte, as programs for text write it that read another encoding. */
const firstBytes: Readonly<Record<string, string>> = {
  "\x89": "",
  "\x09": "the highest bit of every byte was cleared",
  "\xEF\xBF\xBD": "what is no UTF-8 was replaced",
  "?": "what is no ASCII was replaced",
  "": "what is no ASCII was removed",
};

/**
 * What a transfer as text did to a PNG file, such as "LF became CR LF"; undefined for every other
 * file, an intact PNG included.
 */
export function textTransfer(file: Uint8Array): string | undefined {
  const start = String.fromCharCode(...file.subarray(0, 64));
  if (/^[^]{2,4}P\0N\0G\0|^[^]{2,4}\0P\0N\0G/.test(start)) return "it was written as UTF-16";
  const match = changed.exec(start);
  if (match === null) return undefined;
  const [all, first, afterName, endOfFile, afterEnd] = match as unknown as Match;
  // All of a file that was cut at its end of file in the sense of DOS.
  const cut = file.length <= 8 && start.startsWith("\x89PNG\r\n") && afterEnd === "";
  if (cut) return "it was cut at its first byte 26";
  if (!start.slice(all.length, all.length + 8).includes("IHDR")) return undefined;
  const encoding = firstBytes[first] ?? otherEncoding(first);
  const ends = lineEnds(afterName, afterEnd);
  const control = endOfFile === "" ? "control characters were removed" : "";
  return [ends, encoding, control].filter((what) => what !== "").join(", ") || undefined;
}

/** One character of UTF-8 has two bytes and more; a single byte is damage of another kind. */
function otherEncoding(first: string): string {
  return /^[\x80-\xFF]{2,}$/.test(first)
    ? "its bytes were taken for characters of another encoding"
    : "";
}

/** The same for a message, behind "got". */
export function textInstead(transfer: string): string {
  return (
    `one that a transfer as text changed (${transfer}); ` +
    "get it again from where it came, in binary mode or packed in an archive"
  );
}

type Match = readonly [
  all: string,
  first: string,
  afterName: string,
  endOfFile: string,
  afterEnd: string,
];

/** What became of CR LF, and of LF alone. */
function lineEnds(crLf: string, lf: string): string {
  if (crLf === "\r\n" && lf === "\n") return "";
  if (crLf === "\n" && lf === "\n") return "CR LF became LF";
  if (lf.endsWith("\r\n")) return "LF became CR LF";
  if (lf === "\r") return "LF became CR";
  return "its line ends were removed";
}
