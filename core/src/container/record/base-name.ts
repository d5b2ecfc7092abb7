const encoder = new TextEncoder();

/** Most bytes of a name: file systems allow 255, and a suffix such as `.tiff` must still fit. */
const mostBytes = 240;

/**
 * A file name that is only a name, on every system: no folders, no drive, no control characters or
 * marks that turn the direction of writing (they disguise extensions), no characters or device names
 * that Windows reserves. Applied before a name is sealed and again when it is restored.
 * @returns undefined when nothing is left of it
 */
export function baseName(name: string): string | undefined {
  const last = name.replace(/^.*[/\\]/s, "");
  const visible = last
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/gu, "")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[<>:"|?*]/g, "_");
  // One byte less, for the underscore before a device name.
  const short = trim(fitName(trim(visible), mostBytes, 1));
  if (short === "") return undefined;
  return /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)/i.test(short)
    ? `_${short}`
    : short;
}

/** A name without its extension; a leading dot starts no extension. */
export function stem(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * A name beside `taken`: itself, or with `-2` before its extension when both would be the same file
 * on a system that ignores case.
 */
export function differentName(name: string, taken: string): string {
  if (foldedName(name) !== foldedName(taken)) return name;
  const start = stem(name);
  return `${start}-2${name.slice(start.length)}`;
}

/**
 * What names have in common that some file system takes for the same: those that differ in case (also
 * `ß` and `SS`), in Unicode form, or in characters that show nothing.
 */
export function foldedName(name: string): string {
  return name
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .normalize("NFC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");
}

/** Windows drops dots and spaces at the end; a name of dots alone is a folder. */
function trim(name: string): string {
  return name.replace(/^\s+/u, "").replace(/[\s.]+$/u, "");
}

/**
 * A name that has at most so many bytes: the stem is cut, whole characters at a time, so that the
 * extension stays.
 * @param spare bytes less when it has to be cut
 */
export function fitName(name: string, bytes: number, spare: number = 0): string {
  if (encoder.encode(name).length <= bytes) return name;
  const start = Array.from(stem(name));
  const extension = Array.from(name.slice(stem(name).length))
    .slice(0, 16)
    .join("");
  while (encoder.encode(start.join("") + extension).length > bytes - spare) start.pop();
  return start.join("") + extension;
}
