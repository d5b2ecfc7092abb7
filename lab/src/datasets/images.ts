import type { Dirent } from "node:fs";
import { open, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { printable, systemError } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { decodeImage, isReadable, readableFormats, signatureBytes } from "neuroveil/image";
import type { Dataset, LeftOut } from "./dataset.ts";

/**
 * Opens all images below a folder, in the order of their names: files with the signature of a format
 * that can be decoded. What is hidden and what is not a regular file is left out.
 *
 * @throws {NeuroveilError} "input" when a folder cannot be read or there is no image
 */
export async function openImageFolder(folder: string): Promise<Dataset> {
  const paths: string[] = [];
  const leftOut: LeftOut[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const deeper: string[] = [];
    for (const entry of await list(next)) {
      const path = join(next, entry.name);
      const why = await reasonAgainst(entry, path);
      if (why !== undefined) leftOut.push({ name: relative(folder, path), why });
      else if (entry.isDirectory()) deeper.push(path);
      else paths.push(path);
    }
    folders.push(...deeper.toReversed());
  }
  if (paths.length === 0)
    throw new NeuroveilError("input", {
      expected: `images in the folder ${folder}`,
      got: "none",
      todo: `hidden files, links and other formats than ${readableFormats()} are left out`,
    });
  return { ...images(folder, paths, (path) => relative(folder, path)), leftOut };
}

async function reasonAgainst(entry: Dirent, path: string): Promise<string | undefined> {
  if (entry.name.startsWith(".")) return "hidden";
  if (entry.isDirectory()) return undefined;
  if (!entry.isFile()) return "a link, or no file";
  return (await hasSignature(path)) ? undefined : "no image";
}

/** Opens one image file, whatever it looks like. */
export function openImage(path: string): Dataset {
  return images(path, [path], () => path);
}

function images(name: string, paths: readonly string[], nameOf: (path: string) => string): Dataset {
  return {
    name,
    size: paths.length,
    async *samples({ onUnreadable } = {}) {
      for (const path of paths) {
        const about = onUnreadable === undefined ? path : undefined;
        const image = await decodeFile(path, about).catch((error: unknown) => {
          if (onUnreadable === undefined) throw error;
          onUnreadable(path, error);
        });
        if (image !== undefined) yield { name: nameOf(path), image };
      }
    },
  };
}

/** @param about what a refusal of the content is told of, which does not know its file */
async function decodeFile(path: string, about: string | undefined): ReturnType<typeof decodeImage> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw systemError("input", `to read ${printable(path)}`, error);
  });
  return await decodeImage(bytes).catch((error: unknown) => {
    if (about === undefined || !(error instanceof NeuroveilError)) throw error;
    throw error.retold({ about });
  });
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw systemError("input", `to read the folder ${printable(folder)}`, error);
  }
}

async function hasSignature(path: string): Promise<boolean> {
  try {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(
        new Uint8Array(signatureBytes),
        0,
        signatureBytes,
        0,
      );
      return isReadable(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    // Whether it is an image cannot be told; reading it will say what is wrong.
    return true;
  }
}
