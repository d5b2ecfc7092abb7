import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { isSystemError, printable, systemError, systemPath } from "@neuroveil/files";
import { NeuroveilError } from "neuroveil/errors";
import { hasCipherName } from "../files/names.ts";

const suffix = ".sig";

/** One of a key of 16,384 bits has 6 KiB. */
const mostBytes = 1 << 16;

/** photo.jpg.veil.png → photo.jpg.veil.png.sig, as `ssh-keygen -Y sign` calls it, too. */
export function signaturePath(path: string): string {
  return `${path}${suffix}`;
}

/** Whether a file looks like the signature of a result of `encrypt` by its name. */
export function isSignatureName(path: string): boolean {
  return path.toLowerCase().endsWith(suffix) && hasCipherName(path.slice(0, -suffix.length));
}

/**
 * The signature that lies beside a file; nothing of it is looked at.
 * @returns undefined when there is none
 * @throws {NeuroveilError} "input" when it cannot be read, "limit" when it is too large for one
 */
export async function readSignature(path: string): Promise<Uint8Array | undefined> {
  const beside = signaturePath(path);
  try {
    // A pipe of this name would have us wait for ever.
    const file = await open(systemPath(beside), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      if (!(await file.stat()).isFile()) throw none(beside, "which is no file");
      const { bytesRead, buffer } = await file.read(new Uint8Array(mostBytes + 1));
      if (bytesRead <= mostBytes) return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    if (error instanceof NeuroveilError) throw error;
    throw systemError("input", `to read ${printable(beside)}`, error);
  }
  throw none(beside, "which is larger than any (64 KiB)");
}

function none(path: string, what: string): NeuroveilError {
  return new NeuroveilError("input", {
    expected: "a signature",
    got: `${printable(path)}, ${what}`,
  });
}
