import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NeuroveilError } from "neuroveil/errors";

const unfinished = /^\.neuroveil-[0-9a-f]{12}\.tmp$/;

const unfinishedName = (): string => `.neuroveil-${randomBytes(6).toString("hex")}.tmp`;

/** Removes what a killed process was writing into a folder. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((name) => unfinished.test(name))) {
    await rm(join(folder, name), { force: true });
  }
}

/**
 * Writes a file as a whole or not at all: beside it, to the disk, then under its name. Whoever kills
 * the process leaves the old file or the new one.
 *
 * @throws {NeuroveilError} "output" when the system refuses
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const beside = join(dirname(path), unfinishedName());
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
