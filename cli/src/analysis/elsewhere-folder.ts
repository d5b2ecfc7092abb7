import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import type { Later, MadeElsewhere } from "@neuroveil/lab/analysis";
import { NeuroveilError } from "neuroveil/errors";
import { readImage } from "./images.ts";

/** The files of one encryption that somebody made elsewhere; docs/own-cipher.md has their names. */
export interface ElsewhereFiles {
  /** The folder's, for people. */
  readonly name: string;
  readonly plain: string;
  readonly cipher: string;
  readonly oneSample: readonly string[];
  readonly keyBit: readonly string[];
  readonly otherNonce: readonly string[];
  readonly wrongKey: readonly string[];
  readonly decrypted: string | undefined;
  /** Names that mean nothing here. */
  readonly others: readonly string[];
}

const plainName = "plain.png";
const cipherName = "cipher.png";
const decryptedName = "decrypted.png";
const series = {
  oneSample: /^one-sample(-.+)?\.png$/,
  keyBit: /^key-bit(-.+)?\.png$/,
  otherNonce: /^other-nonce(-.+)?\.png$/,
  wrongKey: /^wrong-key(-.+)?\.png$/,
} as const;

/**
 * The encryptions in a folder: itself, where it has a `plain.png`, or the folders in it that have one.
 * @throws {NeuroveilError} "input" for a folder that cannot be read, or without an encryption
 */
export async function findElsewhere(folder: string): Promise<readonly ElsewhereFiles[]> {
  const entries = await list(folder);
  const names = new Set(entries.map(({ name }) => name));
  if (names.has(plainName)) return [await elsewhereFiles(folder)];
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const found: ElsewhereFiles[] = [];
  for (const name of folders.toSorted()) {
    const path = join(folder, name);
    if ((await list(path)).some((entry) => entry.name === plainName))
      found.push(await elsewhereFiles(path));
  }
  if (found.length > 0) return found;
  throw new NeuroveilError("input", {
    expected: `${plainName} and ${cipherName} in ${printable(folder)}, or in folders in it`,
    got: `no ${plainName}`,
    todo: "docs/own-cipher.md has the names of the files",
  });
}

async function elsewhereFiles(folder: string): Promise<ElsewhereFiles> {
  const entries = await list(folder);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const sorted = names.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (!sorted.includes(cipherName))
    throw new NeuroveilError("input", {
      expected: `${cipherName} beside ${plainName} in ${printable(folder)}`,
      got: sorted.map((name) => printable(name)).join(", "),
      todo: "docs/own-cipher.md has the names of the files",
    });
  const matching = (pattern: RegExp): string[] => sorted.filter((name) => pattern.test(name));
  const known = new Set([
    plainName,
    cipherName,
    decryptedName,
    ...Object.values(series).flatMap((pattern) => matching(pattern)),
  ]);
  const paths = (pattern: RegExp): string[] => matching(pattern).map((name) => join(folder, name));
  return {
    name: basename(folder),
    plain: join(folder, plainName),
    cipher: join(folder, cipherName),
    oneSample: paths(series.oneSample),
    keyBit: paths(series.keyBit),
    otherNonce: paths(series.otherNonce),
    wrongKey: paths(series.wrongKey),
    decrypted: sorted.includes(decryptedName) ? join(folder, decryptedName) : undefined,
    others: sorted.filter((name) => !known.has(name) && !name.startsWith(".")),
  };
}

/** The plain and the cipher image read, the others to be read in their turn. */
export async function readElsewhere(files: ElsewhereFiles): Promise<MadeElsewhere> {
  const { oneSample, keyBit, otherNonce, wrongKey, decrypted } = files;
  const later = (path: string): Later => ({
    name: printable(path),
    read: async () => await readImage(path),
  });
  return {
    plain: await readImage(files.plain),
    cipher: await readImage(files.cipher),
    oneSample: oneSample.map(later),
    keyBit: keyBit.map(later),
    otherNonce: otherNonce.map(later),
    wrongKey: wrongKey.map(later),
    decrypted: decrypted === undefined ? undefined : later(decrypted),
  };
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw systemError("input", `to read the folder ${printable(folder)}`, error);
  }
}
