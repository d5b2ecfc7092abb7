import { open } from "node:fs/promises";
import { systemPath } from "./system-path.ts";

const longest = 4;

/**
 * Whether a file begins with one of some signatures, a character a byte, 4 at the most. One that
 * cannot be read is taken for one that does: reading it will say what is wrong.
 */
export async function startsWith(path: string, signatures: readonly string[]): Promise<boolean> {
  const start = Buffer.alloc(longest);
  try {
    const file = await open(systemPath(path));
    try {
      await file.read(start, 0, longest, 0);
    } finally {
      await file.close();
    }
  } catch {
    return true;
  }
  const text = start.toString("latin1");
  return signatures.some((signature) => text.startsWith(signature));
}

export const pngSignature = "\x89PNG";
export const jpegSignature = "\xff\xd8\xff";
