import { open } from "node:fs/promises";
import { systemPath } from "./system-path.ts";

const longest = 4;

/**
 * Whether a file begins with one of some signatures, a character a byte, 4 at the most. One that
 * cannot be read is taken for one that does: reading it will say what is wrong.
 */
export async function startsWith(path: string, signatures: readonly string[]): Promise<boolean> {
  const start = await firstBytes(path, longest);
  if (start === undefined) return true;
  const text = String.fromCharCode(...start);
  return signatures.some((signature) => text.startsWith(signature));
}

/** The first bytes of a file, as many as there are up to `most`; undefined where it cannot be read. */
export async function firstBytes(path: string, most: number): Promise<Uint8Array | undefined> {
  try {
    const file = await open(systemPath(path));
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(most), 0, most, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

export const pngSignature = "\x89PNG";
