import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePng } from "./sample-files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The repository. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

/** A folder with a photograph, from which the workspace's packages can be reached. */
export async function photographFolder(): Promise<string> {
  const cwd = await temporaryFolder();
  await symlink(join(root, "node_modules"), join(cwd, "node_modules"));
  await writePng(join(cwd, "photo.jpg"));
  return cwd;
}
