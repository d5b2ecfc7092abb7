import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import { portablePath } from "@neuroveil/files";
import { fitName } from "neuroveil/internal/names";
import { standardStream } from "./standard-input.ts";

/** What `encrypt` appends to a name, and what with --dicom-out. */
const cipherSuffixes = { png: ".veil.png", dicom: ".veil.dcm" } as const;

/** What a result of `encrypt` is. */
export type CipherKind = keyof typeof cipherSuffixes;

/**
 * Most bytes of a name before suffixes (".veil.png.sig") and a number are added: file systems allow 255
 * in all.
 */
const mostBytes = 236;

/** The name that is sealed with a file: bytes of it that are no UTF-8 become `%E9`. */
export function sealedName(path: string): string {
  return portablePath(basename(path));
}

/** photo.jpg → photo.jpg.veil.png, scan.dcm → scan.dcm.veil.dcm */
export function cipherName(path: string, kind: CipherKind = "png"): string {
  return `${fitName(sealedName(path), mostBytes)}${cipherSuffixes[kind]}`;
}

/**
 * A cipher image's name that says nothing of what is in it. 64 random bits: no two are ever the same
 * by chance.
 */
export function neutralName(kind: CipherKind): string {
  return `${randomBytes(8).toString("hex")}${cipherSuffixes[kind]}`;
}

/** Whether a file looks like a result of `encrypt` by its name. */
export function hasCipherName(path: string): boolean {
  return suffixOf(path) !== "";
}

/** The suffix of a cipher image's name, as it stands there; empty for others. */
function suffixOf(path: string): string {
  const name = path.toLowerCase();
  const suffix = Object.values(cipherSuffixes).find((each) => name.endsWith(each));
  return suffix === undefined ? "" : path.slice(-suffix.length);
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
  const guess = path === standardStream ? noName(extension) : withoutSuffix(sealedName(path));
  return extension === undefined ? (sealed ?? guess) : `${sealed ?? stem(guess)}.${extension}`;
}

/** The name of a second file beside one whose name was chosen: photo.png → photo-2.png */
export function secondName(chosen: string, extension: string): string {
  return `${stem(chosen)}-2.${extension}`;
}

/** photo.jpg.veil.png → photo.preview.png */
export function previewName(path: string): string {
  const own = path === standardStream ? "image" : stem(withoutSuffix(sealedName(path)));
  return `${fitName(own, mostBytes)}.preview.png`;
}

/** A name with a number: photo.png → photo-2.png, photo.jpg.veil.png → photo-2.jpg.veil.png */
export function numberedName(name: string, number: number): string {
  const suffix = suffixOf(name);
  const own = name.slice(0, name.length - suffix.length);
  const start = stem(own);
  return `${start}-${number}${own.slice(start.length)}${suffix}`;
}

/** What has no name at all goes by the library's own. */
function noName(extension: string | undefined): string {
  return extension === undefined ? "file" : "image";
}

function withoutSuffix(name: string): string {
  return hasCipherName(name)
    ? name.slice(0, -suffixOf(name).length)
    : name.replace(/(\.[^.]*)?$/, "-decrypted$1");
}

/** A name without its extension; a name that is all extension (".png") is its own stem. */
function stem(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}
