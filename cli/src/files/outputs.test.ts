import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { writeOutput } from "./outputs.ts";

const links = vi.hoisted(() => ({ allowed: true }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return {
    ...real,
    link: (from: string, to: string) =>
      links.allowed
        ? real.link(from, to)
        : Promise.reject(Object.assign(new Error("no links here"), { code: "EPERM" })),
  };
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("writes a file, making its folders, and leaves nothing else", async () => {
  const folder = await temporaryFolder();
  await writeOutput(join(folder, "a/b/out.png"), bytes("one"), { force: false });
  expect(await readFile(join(folder, "a/b/out.png"), "utf8")).toBe("one");
  expect(await readdir(join(folder, "a/b"))).toEqual(["out.png"]);
});

test("refuses to overwrite, and overwrites with force", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "out.png");
  await writeFile(path, "old");
  await expect(writeOutput(path, bytes("new"), { force: false })).rejects.toMatchObject({
    code: "output",
    message: expect.stringContaining("--force"),
  });
  expect(await readFile(path, "utf8")).toBe("old");
  await writeOutput(path, bytes("new"), { force: true });
  expect(await readFile(path, "utf8")).toBe("new");
  expect(await readdir(folder)).toEqual(["out.png"]);
});

test("does not write through a link that dangles", async () => {
  const folder = await temporaryFolder();
  await symlink(join(folder, "elsewhere"), join(folder, "out.png"));
  await expect(
    writeOutput(join(folder, "out.png"), bytes("x"), { force: false }),
  ).rejects.toMatchObject({ code: "output" });
  expect(await readdir(folder)).toEqual(["out.png"]);
});

test("of many writers of one name exactly one wins, with its whole content", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "out.png");
  const writers = Array.from({ length: 20 }, (_, i) =>
    writeOutput(path, bytes(`writer ${i} `.repeat(10_000)), { force: false }).then(
      () => i,
      () => undefined,
    ),
  );
  const winners = (await Promise.all(writers)).filter((i) => i !== undefined);
  expect(winners).toHaveLength(1);
  expect(await readFile(path, "utf8")).toBe(`writer ${winners[0]!} `.repeat(10_000));
  expect(await readdir(folder)).toEqual(["out.png"]);
});

test("without hard links (FAT) it neither overwrites nor leaves parts", async () => {
  links.allowed = false;
  try {
    const folder = await temporaryFolder();
    const path = join(folder, "out.png");
    await writeOutput(path, bytes("one"), { force: false });
    await expect(writeOutput(path, bytes("two"), { force: false })).rejects.toMatchObject({
      code: "output",
    });
    expect(await readFile(path, "utf8")).toBe("one");
    expect(await readdir(folder)).toEqual(["out.png"]);
  } finally {
    links.allowed = true;
  }
});

test("permissions are the asked ones from the start", async () => {
  const folder = await temporaryFolder();
  await writeOutput(join(folder, "key.txt"), bytes("secret"), { force: false, mode: 0o600 });
  const status = await stat(join(folder, "key.txt"));
  expect(status.mode & 0o777).toBe(0o600);
});

test("a name that is too long, a file for a folder: one line that says so", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "file"), "");
  const long = writeOutput(join(folder, "x".repeat(300)), bytes("x"), { force: false });
  await expect(long).rejects.toMatchObject({
    code: "output",
    message: expect.stringMatching(/too long/),
  });
  const under = writeOutput(join(folder, "file/out.png"), bytes("x"), { force: false });
  await expect(under).rejects.toMatchObject({
    code: "output",
    message: expect.stringMatching(/file where a folder/),
  });
  expect(await readdir(folder)).toEqual(["file"]);
});

test.skipIf(process.platform === "win32")("never replaces a pipe or a device", async () => {
  const folder = await temporaryFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  await expect(writeOutput(pipe, bytes("x"), { force: true })).rejects.toMatchObject({
    code: "output",
    message: expect.stringMatching(/device or a pipe/),
  });
  expect((await stat(pipe)).isFIFO()).toBe(true);
  expect(await readdir(folder)).toEqual(["pipe"]);
});

test.skipIf(process.getuid?.() === 0)("a folder that may not be written to", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "locked"));
  await chmod(join(folder, "locked"), 0o500);
  await expect(
    writeOutput(join(folder, "locked/out.png"), bytes("x"), { force: false }),
  ).rejects.toMatchObject({ code: "output", message: expect.stringContaining("permission") });
});
