import { stat } from "node:fs/promises";
import { systemPath } from "./system-path.ts";

export async function exists(path: string): Promise<boolean> {
  return stat(systemPath(path)).then(
    () => true,
    () => false,
  );
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(systemPath(path)).then(
    (status) => status.isDirectory(),
    () => false,
  );
}
