import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** A folder with photo.png, and the flags of a key. */
async function photoAndKey(width = 40, height = 30): Promise<{ cwd: string; key: string[] }> {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "photo.png"), samplePicture(1, width, height));
  return { cwd, key: await keyFile(cwd) };
}

describe.skipIf(process.platform === "win32")("- is standard input and output", () => {
  test("encrypt, decrypt and inspect in a pipe, with messages on standard error", async () => {
    const { cwd, key } = await photoAndKey();
    const run = '"$1" "$2"';
    const shell = `set -o pipefail; cat photo.png | "$@" | tee c.png | ${run} decrypt - -o - ${key.join(" ")} | tee back.png | ${run} inspect -`;
    const { code, stdout, stderr } = await runCli(["encrypt", "-", "-o", "-", ...key], {
      cwd,
      shell,
    });
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/^neuroveil: standard input → standard output: hybrid, sealed, /),
      expect.stringMatching(/^neuroveil: standard input → standard output: hybrid, sealed, /),
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^standard input: .*\n.*plain image\n/);
    const back = await decodeImage(await readFile(join(cwd, "back.png")));
    expect(back.data).toEqual(samplePicture(1).data);
  });

  test("a result of standard input goes to standard output, unless a file is named", async () => {
    const { cwd, key } = await photoAndKey();
    await chmod(join(cwd, "photo.png"), 0o600);
    const call = ["encrypt", "-", "--output", "c.png", "--json", ...key];
    const named = await runCli(call, { cwd, shell: '"$@" < photo.png' });
    expect(JSON.parse(named.stdout)).toMatchObject({ results: [{ input: "-", output: "c.png" }] });
    // Nobody else could read the input.
    expect((await stat(join(cwd, "c.png"))).mode & 0o777).toBe(0o600);
    const shell = '"$@" < c.png > back.png';
    const back = await runCli(["decrypt", "-", "--quiet", ...key], { cwd, shell });
    expect([back.code, back.stderr]).toEqual([0, ""]);
    const image = await decodeImage(await readFile(join(cwd, "back.png")));
    expect(image.data).toEqual(samplePicture(1).data);
  });

  test("nothing comes out of an image that was changed", async () => {
    const { cwd, key } = await photoAndKey();
    await runCli(["encrypt", "photo.png", "-o", "c.png", ...key], { cwd });
    const bytes = await readFile(join(cwd, "c.png"));
    bytes[bytes.length - 40]! ^= 1;
    await writeFile(join(cwd, "c.png"), bytes);
    const call = ["decrypt", "-", ...key];
    const { code, stdout, stderr } = await runCli(call, { cwd, shell: 'cat c.png | "$@"' });
    expect([code, stdout]).toEqual([1, ""]);
    expect(lines(stderr)).toEqual([expect.stringMatching(/^neuroveil: standard input: expected /)]);
  });

  test.each([
    ["nothing", "true | ", "", /got nothing; check the command before the pipe/],
    ["a folder", "", " < .", /got a folder; name it/],
    ["closed", "", " <&-", /got nothing/],
  ])("standard input is %s: one line says so", async (_, before, after, message) => {
    const { cwd, key } = await photoAndKey();
    const shell = `set -o pipefail; ${before}"$@"${after} | cat`;
    const { code, stdout, stderr } = await runCli(["encrypt", "-", ...key], { cwd, shell });
    expect([code, stdout]).toEqual([1, ""]);
    expect(lines(stderr)).toEqual([expect.stringMatching(message)]);
  });

  test("a reader that stops, and a disk that is full, are no success", async () => {
    // More than a pipe holds.
    const { cwd, key } = await photoAndKey(300, 200);
    const call = ["encrypt", "photo.png", "-o", "-", ...key];
    const shell = 'set -o pipefail; "$@" | head -c 10 > /dev/null';
    const stopped = await runCli(call, { cwd, shell });
    expect([stopped.code, stopped.stderr]).toEqual([141, ""]);
    if (!existsSync("/dev/full")) return;
    const full = await runCli(call, { cwd, shell: '"$@" > /dev/full' });
    expect(full.code).toBe(1);
    expect(lines(full.stderr)).toEqual([
      expect.stringMatching(/^neuroveil: photo\.png: .*standard output, got a full disk/),
    ]);
  });

  test("two images do not go to one standard output", async () => {
    const { cwd, key } = await photoAndKey();
    await writePng(join(cwd, "b.png"), samplePicture(2));
    const pair = ["encrypt", "photo.png", "--with", "-", "-o", "c.png", ...key];
    expect((await runCli(pair, { cwd, shell: '"$@" < b.png' })).code).toBe(0);
    const { code, stdout, stderr } = await runCli(["decrypt", "c.png", "-o", "-", ...key], { cwd });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/got one that holds two; name a file or a folder/);
    const named = ["decrypt", "-", "-o", "out/", ...key];
    expect((await runCli(named, { cwd, shell: '"$@" < c.png' })).code).toBe(0);
    expect((await readdir(join(cwd, "out"))).toSorted()).toEqual(["image.png", "photo.png"]);
  });

  test("an identity comes from standard input, too, and a file may be called -", async () => {
    const { cwd, key } = await photoAndKey();
    await mkdir(join(cwd, "in"));
    await writePng(join(cwd, "in", "-"), samplePicture(2));
    await runCli(["encrypt", "./-", "-o", "../c.png", ...key], { cwd: join(cwd, "in") });
    const call = ["decrypt", "c.png", "-o", "back.png", "--key-file", "-"];
    const { code } = await runCli(call, { cwd, shell: `"$@" < '${key[1]!}'` });
    expect(code).toBe(0);
    const image = await decodeImage(await readFile(join(cwd, "back.png")));
    expect(image.data).toEqual(samplePicture(2).data);
  });
});
