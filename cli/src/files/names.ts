import { basename } from "node:path";

/** What `encrypt` appends to a name. */
export const cipherSuffix = ".veil.png";

/** photo.jpg → photo.jpg.veil.png */
export function cipherName(path: string): string {
  return `${path}${cipherSuffix}`;
}

/** Whether a file looks like a result of `encrypt` by its name. */
export function hasCipherName(path: string): boolean {
  return path.toLowerCase().endsWith(cipherSuffix);
}

/**
 * The base name for a decrypted file.
 * @param sealed the name inside the container, if it holds one
 * @param path the cipher image's own path, for a container without a name
 * @param extension of the pixels' new format; undefined: the file's bytes, whose name stays whole
 */
export function restoredName(
  sealed: string | undefined,
  path: string,
  extension: string | undefined,
): string {
  const name = safeBaseName(sealed ?? "") ?? withoutSuffix(basename(path));
  return extension === undefined ? name : `${stem(name)}.${extension}`;
}

/**
 * The last part of a name of unknown origin, or undefined when nothing usable is left. Both kinds of
 * slash separate: the name may come from the other system.
 */
export function safeBaseName(name: string): string | undefined {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const usable = process.platform === "win32" ? windowsName(last) : last.replaceAll("\0", "");
  return usable === "" || usable === "." || usable === ".." ? undefined : usable;
}

/** Windows gives some names a meaning (devices, streams) that no sealed name may use. */
function windowsName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}<>:"|?*]/gu, "_").replace(/[ .]+$/, "");
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
}

function withoutSuffix(name: string): string {
  return hasCipherName(name)
    ? name.slice(0, -cipherSuffix.length)
    : name.replace(/(\.[^.]*)?$/, "-decrypted$1");
}

/** A name without its extension; a name that is all extension (".png") is its own stem. */
function stem(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
