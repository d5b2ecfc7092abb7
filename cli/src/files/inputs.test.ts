import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findInputs } from "./inputs.ts";

const all = { wanted: "files", accept: (): boolean => true };

test("searches folders to the bottom, in order, without hidden files and links", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "b/deep"), { recursive: true });
  await mkdir(join(folder, ".hidden"));
  const names = ["c.png", "a.png", "b/deep/x.png", "b/y.png", ".secret", ".hidden/z.png"];
  await Promise.all(names.map((name) => writeFile(join(folder, name), "12345")));
  await symlink(join(folder, "a.png"), join(folder, "link.png"));
  await symlink(folder, join(folder, "circle"));
  const { files, failures } = await findInputs([folder], all);
  expect(failures).toEqual([]);
  expect(files.map((file) => file.relative)).toEqual(["a.png", "c.png", "b/y.png", "b/deep/x.png"]);
  expect(files.every((file) => file.found && file.size === 5)).toBe(true);
});

test("a file that is named twice is one input, and a missing one does not stop the rest", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "a.png");
  await writeFile(path, "x");
  const { files, failures } = await findInputs([path, join(folder, "none.png"), path], all);
  expect(files.map((file) => file.path)).toEqual([path]);
  expect(failures).toHaveLength(1);
  expect(failures[0]!.failure.code).toBe("input");
});

test("an output folder inside is not entered, an empty folder is a failure", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "out"));
  await writeFile(join(folder, "out/a.png"), "x");
  const { files, failures } = await findInputs([folder], { ...all, except: join(folder, "out") });
  expect(files).toEqual([]);
  expect(failures).toHaveLength(1);
  expect(failures[0]!.failure.message).toContain("with none");
});
