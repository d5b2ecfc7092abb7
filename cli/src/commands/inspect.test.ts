import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("of a picture: size, depth and the hash of its samples", async () => {
  const cwd = await temporaryFolder();
  const file = await writePng(join(cwd, "a.png"));
  const { code, stdout } = await runCli(["inspect", "a.png", "--json"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: "plain",
    format: "png",
    width: 40,
    height: 30,
    channels: 3,
    bits: 8,
    pages: 1,
    samplesSha256: createHash("sha256").update(samplePicture().data).digest("hex"),
    bytes: file.length,
  });
  const { stdout: text } = await runCli(["inspect", "a.png"], { cwd });
  expect(text).toMatch(/40 × 30, 3 × 8 bits, rgb/);
});

test("of another file: what it is by its signature", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "clip.gif"), gif);
  const { code, stdout } = await runCli(["inspect", "clip.gif", "--json"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    kind: "plain",
    format: "gif",
    width: null,
    bytes: gif.length,
  });
});

test("a broken picture is refused in one line, with --json in one document", async () => {
  const cwd = await temporaryFolder();
  const file = await writePng(join(cwd, "a.png"));
  await writeFile(join(cwd, "a.png"), file.subarray(0, file.length - 20));
  const { code, stdout, stderr } = await runCli(["inspect", "a.png", "--json"], { cwd });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    error: { code: "broken", message: expect.stringContaining("expected") },
  });
  expect(lines(stderr)).toHaveLength(1);
});

test("what a decoder has to say of a damaged gain map stays out of the document", async () => {
  const cwd = await temporaryFolder();
  const cases = new URL("../../../core/src/image/cases/", import.meta.url);
  const file = await readFile(new URL("jpeg-ultrahdr-gain-map.jpg", cases));
  file[file.lastIndexOf("hdrgm:Version=") + "hdrgm:Version".length] = 0;
  await writeFile(join(cwd, "a.jpg"), file);
  const { code, stdout } = await runCli(["inspect", "a.jpg", "--json"], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "plain", format: "jpeg" });
});

describe("of several files", () => {
  test("each is told; one that is broken does not stop the others", async () => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    await writeFile(join(cwd, "b.png"), "\x89PNG\r\n\x1a\nbroken", "latin1");
    await writeFile(join(cwd, "clip.gif"), gif);
    const call = ["inspect", "a.png", "none.png", "b.png", "clip.gif"];
    const { code, stdout, stderr } = await runCli(call, { cwd });
    expect(code).toBe(1);
    expect(lines(stdout).filter((line) => !line.startsWith(" "))).toEqual([
      expect.stringMatching(/^a\.png: /),
      expect.stringMatching(/^clip\.gif: /),
    ]);
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/none\.png: .*no such file/),
      expect.stringMatching(/b\.png: expected/),
    ]);
    const { stdout: json } = await runCli([...call, "--json"], { cwd });
    expect(JSON.parse(json)).toMatchObject({
      results: [
        { input: "none.png", error: { code: "input" } },
        { input: "a.png", kind: "plain", width: 40 },
        { input: "b.png", error: { code: expect.any(String) } },
        { input: "clip.gif", format: "gif" },
      ],
      error: { message: expect.stringContaining("4 files to be done, got 2 failures") },
    });
  });

  test("a folder is searched, and its document is a list even of one", async () => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, "in"));
    await writePng(join(cwd, "in", "a.png"));
    const { code, stdout } = await runCli(["inspect", "in", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      results: [expect.objectContaining({ input: join("in", "a.png"), kind: "plain" })],
    });
  });
});

test("of an animation: its pages, and how long they are shown", async () => {
  const cwd = fileURLToPath(new URL("../../../core/src/image/cases", import.meta.url));
  const { stdout } = await runCli(["inspect", "pillow-animation.gif"], { cwd });
  expect(stdout).toMatch(/^ *pages +4, shown for 0\.42 s$/m);
  const { stdout: json } = await runCli(["inspect", "--json", "pillow-animation.gif"], { cwd });
  expect(JSON.parse(json)).toMatchObject({ pages: 4, delays: [100_000, 20_000, 300_000, 0] });
});

describe("of a cipher image", () => {
  test("what can be told without the key", async () => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    const { stdout: recipient } = await runCli(["keygen", "--output", "key.txt"], { cwd });
    await runCli(["encrypt", "a.png", "-r", recipient.trim()], { cwd });
    const { stdout } = await runCli(["inspect", "a.png.veil.png", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "cipher",
      format: "png",
      width: 40,
      height: 30,
      channels: 3,
      bits: 8,
      pages: 1,
      cipher: "hybrid",
      protection: "sealed",
      payload: "pixels",
      key: { wrapped: true, stanzas: ["X25519"] },
    });
    expect(stdout).not.toContain("samplesSha256");
  });

  test("--age: nothing to write when the key was given by hand, or for a plain image", async () => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    await runCli(["encrypt", "a.png", ...(await keyFile(cwd))], { cwd });
    const byHand = await runCli(["inspect", "a.png.veil.png", "--age", "key.age"], { cwd });
    expect(byHand.code).toBe(1);
    expect(byHand.stderr).toMatch(/--key-file.*nothing is wrapped/);
    expect((await runCli(["inspect", "a.png", "--age", "key.age"], { cwd })).code).toBe(1);
    await expect(readFile(join(cwd, "key.age"))).rejects.toThrow("ENOENT");
  });
});
