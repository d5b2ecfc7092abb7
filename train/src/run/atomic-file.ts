import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NeuroveilError } from "neuroveil/errors";

/**
 * Writes a file as a whole or not at all: beside it, to the disk, then under its name. Whoever kills
 * the process leaves the old file or the new one.
 *
 * @throws {NeuroveilError} "output" when the system refuses
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const beside = join(dirname(path), `.neuroveil-${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await open(beside, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new NeuroveilError(
      "output",
      `expected to write ${path}, got ${(cause as Error).message}; check the folder and the space on its disk`,
      { cause },
    );
  }
}
