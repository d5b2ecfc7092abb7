import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-files-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("makes what is missing, and minds nothing that is there", async () => {
  await makeFolder(join(folder, "a/b/c"));
  await makeFolder(join(folder, "a/b/d"));
  await makeFolder(folder);
  expect(await readdir(join(folder, "a/b"))).toEqual(["c", "d"]);
});

test("a file in the way is no folder", async () => {
  await writeFile(join(folder, "file"), "");
  for (const path of ["file", "file/a", "file/a/b"])
    await expect(makeFolder(join(folder, path))).rejects.toMatchObject({ code: "ENOTDIR" });
});

test.skipIf(!existsSync("/proc/self"))("where nobody can make a folder, it ends", async () => {
  await expect(makeFolder("/proc/neuroveil/a/b")).rejects.toMatchObject({ code: "ENOENT" });
});
