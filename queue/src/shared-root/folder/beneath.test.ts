import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.test.support.ts";
import { holdFolder, openBeneath } from "./beneath.ts";
import { pathParts } from "../paths.ts";
import { FolderRoot } from "./folder-root.ts";

async function folders(): Promise<{ readonly root: string; readonly outside: string }> {
  const base = await temporaryFolder();
  const [root, outside] = [join(base, "root"), join(base, "outside")];
  await mkdir(join(root, "a/b"), { recursive: true });
  await mkdir(outside);
  await writeFile(join(outside, "secret"), "secret");
  await writeFile(join(root, "a/b/file"), "inside");
  return { root, outside };
}

async function text(root: string, path: string): Promise<string> {
  const file = await openBeneath(root, path);
  try {
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

test.each([
  "../outside/secret",
  "a/../../outside/secret",
  "/etc/passwd",
  "a//b",
  "a/./b",
  ".neuroveil-queue/x",
  "a/.hidden",
  "a/b\0c",
  String.raw`a\..\b`,
  "C:/x",
])("a path that leads elsewhere is none: %j", (path) => {
  expect(() => pathParts(path)).toThrow(/expected a path below the workers' root/);
});

test("a file below the root is opened, whatever its name", async () => {
  const { root } = await folders();
  expect(await text(root, "a/b/file")).toBe("inside");
  await writeFile(join(root, "a…. b"), "x");
  expect(await text(root, "a…. b")).toBe("x");
});

test("no symbolic link is followed: of the file, of a folder, to within, to nowhere", async () => {
  const { root, outside } = await folders();
  await symlink(join(outside, "secret"), join(root, "link"));
  await symlink(outside, join(root, "folder"));
  await symlink("file", join(root, "a/b/within"));
  await symlink("nowhere", join(root, "dangling"));
  for (const path of ["link", "folder/secret", "a/b/within", "dangling"])
    await expect(openBeneath(root, path), path).rejects.toThrow(/through no symbolic link/);
  await expect(holdFolder(root, "folder/new", true)).rejects.toThrow(/through no symbolic link/);
  await expect(readFile(join(outside, "new"))).rejects.toThrow(/ENOENT/);
});

test.skipIf(process.platform === "win32")(
  "a pipe is refused, and keeps nobody waiting",
  async () => {
    const { root } = await folders();
    execFileSync("mkfifo", [join(root, "pipe")]);
    await expect(openBeneath(root, "pipe")).rejects.toThrow(/neither a file nor a folder/);
  },
);

test("what is missing, or a folder, is told as such", async () => {
  const { root } = await folders();
  await expect(openBeneath(root, "a/none")).rejects.toThrow(/no such file/);
  await expect(openBeneath(root, "none/file")).rejects.toThrow(/no such file/);
  await expect(openBeneath(root, "a/b")).rejects.toThrow(/neither a file nor a folder/);
});

test.runIf(process.platform === "linux")(
  "a folder that is held stays the same when a link takes its name",
  async () => {
    const { root, outside } = await folders();
    const held = await holdFolder(root, "a/b", false);
    await rename(join(root, "a/b"), join(root, "a/moved"));
    await symlink(outside, join(root, "a/b"));
    await writeFile(held.inside("new"), "x");
    await held.close();
    expect(await readFile(join(root, "a/moved/new"), "utf8")).toBe("x");
    await expect(readFile(join(outside, "new"))).rejects.toThrow(/ENOENT/);
  },
);

test("a producer names what lies below the root, links resolved, and nothing else", async () => {
  const { root, outside } = await folders();
  await symlink(root, join(outside, "root"));
  const shared = await FolderRoot.at(join(outside, "root"));
  expect(await shared.named(join(outside, "root/a/b/file"))).toBe("a/b/file");
  expect(await shared.named(join(root, "new/folder/x"))).toBe("new/folder/x");
  expect(await shared.named(root)).toBe("");
  await expect(shared.named(join(outside, "secret"))).rejects.toThrow(/expected a path below/);
  await symlink(outside, join(root, "out"));
  await expect(shared.named(join(root, "out/secret"))).rejects.toThrow(/expected a path below/);
});
