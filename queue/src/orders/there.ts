import { lstat } from "node:fs/promises";
import { systemPath } from "@neuroveil/files";
import type { HeldFolder } from "../shared-root/beneath.ts";

/** Whether a folder has something of that name, be it a link to nowhere. */
export function isThere(folder: HeldFolder, name: string): Promise<boolean> {
  return lstat(systemPath(folder.inside(name))).then(
    () => true,
    () => false,
  );
}
