import { basename } from "node:path";

/** What `encrypt` appends to a name. */
const cipherSuffix = ".veil.png";

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
 * @param sealed the base name inside the container, made safe by it: a stem for pixels, a whole name for a
 *   file
 * @param path the cipher image's own path, for a container without a name
 * @param extension of the pixels' new format; undefined for a file
 */
export function restoredName(
  sealed: string | undefined,
  path: string,
  extension: string | undefined,
): string {
  const guess = withoutSuffix(basename(path));
  return extension === undefined ? (sealed ?? guess) : `${sealed ?? stem(guess)}.${extension}`;
}

/** The name of a second file beside one whose name was chosen: photo.png → photo-2.png */
export function secondName(chosen: string, extension: string): string {
  return `${stem(chosen)}-2.${extension}`;
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
