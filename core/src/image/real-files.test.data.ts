import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../../shared/data/", import.meta.url);

/** A file of the collection of real images beside the repository. */
export interface RealFile {
  readonly path: string;
  readonly expect: string;
  readonly read: () => Uint8Array;
}

/** The files whose path matches; none where the collection is not there. */
export function realFiles(pattern: RegExp): RealFile[] {
  const index = new URL("INDEX.csv", folder);
  if (!existsSync(index)) return [];
  const rows = readFileSync(index, "utf8").trim().split("\n").slice(1);
  return rows
    .map((row) => row.split(","))
    .filter(([path = ""]) => pattern.test(path))
    .map(([path = "", , , expect = ""]) => ({
      path,
      expect,
      read: () => readFileSync(new URL(path, folder)),
    }));
}
