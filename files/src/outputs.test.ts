import { execFileSync } from "node:child_process";
import { linkSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.test.support.ts";
import { OutputFile, ownerOnly, writeOutput, writeOutputs } from "./outputs.ts";

/** A file system without hard links. */
const noLinks = (): void => {
  throw Object.assign(new Error("no links here"), { code: "EPERM" });
};

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
  const folder = await temporaryFolder();
  const path = join(folder, "out.png");
  const options = { force: false, link: noLinks };
  await writeOutput(path, bytes("one"), options);
  await expect(writeOutput(path, bytes("two"), options)).rejects.toMatchObject({ code: "output" });
  expect(await readFile(path, "utf8")).toBe("one");
  expect(await readdir(folder)).toEqual(["out.png"]);
});

describe.each([
  ["with hard links", linkSync],
  ["without (FAT)", noLinks],
])("two files or none, %s", (_, link) => {
  const pair = (folder: string): { path: string; bytes: Uint8Array }[] => [
    { path: join(folder, "a.png"), bytes: bytes("new a") },
    { path: join(folder, "b.png"), bytes: bytes("new b") },
  ];
  /** A folder with some files, and what is in it afterwards. */
  const prepare = async (
    files: Record<string, string>,
  ): Promise<[string, () => Promise<unknown>]> => {
    const folder = await temporaryFolder();
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const content = async (): Promise<unknown> =>
      Object.fromEntries(
        await Promise.all(
          (await readdir(folder)).map(async (name) => {
            const isFile = (await stat(join(folder, name))).isFile();
            return [name, isFile && (await readFile(join(folder, name), "utf8"))];
          }),
        ),
      );
    return [folder, content];
  };

  test("both are written, and replaced with force", async () => {
    const [folder, content] = await prepare({});
    await writeOutputs(pair(folder), { force: false, link });
    expect(await content()).toEqual({ "a.png": "new a", "b.png": "new b" });
    const others = pair(folder).map(({ path }, i) => ({ path, bytes: bytes(`other ${i}`) }));
    await writeOutputs(others, { force: true, link });
    expect(await content()).toEqual({ "a.png": "other 0", "b.png": "other 1" });
  });

  test.each([[{ "a.png": "mine" }], [{ "b.png": "mine" }]])(
    "a name is taken: %s stays and nothing is added",
    async (files) => {
      const [folder, content] = await prepare(files);
      await expect(writeOutputs(pair(folder), { force: false, link })).rejects.toMatchObject({
        code: "output",
        message: expect.stringMatching(new RegExp(`${Object.keys(files)[0]!}.*--force`)),
      });
      expect(await content()).toEqual(files);
    },
  );

  test.each([["a.png"], ["b.png"]])("with force, %s being a folder: all stays", async (name) => {
    const files = name === "a.png" ? { "b.png": "mine" } : { "a.png": "mine" };
    const [folder, content] = await prepare(files);
    await mkdir(join(folder, name));
    await expect(writeOutputs(pair(folder), { force: true, link })).rejects.toMatchObject({
      code: "output",
      message: expect.stringMatching(/a folder/),
    });
    expect(await content()).toEqual({ ...files, [name]: false });
  });

  test("with force, a new file goes again when the other name is refused", async () => {
    const [folder, content] = await prepare({});
    await mkdir(join(folder, "b.png"));
    await expect(writeOutputs(pair(folder), { force: true, link })).rejects.toMatchObject({
      code: "output",
    });
    expect(await content()).toEqual({ "b.png": false });
  });
});

test("permissions are the asked ones from the start", async () => {
  const folder = await temporaryFolder();
  await writeOutput(join(folder, "key.txt"), bytes("secret"), {
    force: false,
    within: [ownerOnly],
  });
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

test("what was written can be read back before it has its name", async () => {
  const folder = await temporaryFolder();
  const output = new OutputFile(join(folder, "out.png"), { force: false });
  const written = new Uint8Array(2_500_000).map((_, i) => i >> 7);
  await output.write(written, 1_000_000, 1_500_000, 1_000_000);
  await output.write(written, 0, 1_000_000, 0);
  const pieces: Uint8Array[] = [];
  for await (const piece of output.content()) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(written)).toBe(true);
  await output.discard();
  expect(await readdir(folder)).toEqual([]);
});
