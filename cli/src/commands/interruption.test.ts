import { spawnSync } from "node:child_process";
import { existsSync, watch } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/**
 * Encrypts a picture that takes a while to write, and sends `signal` as soon as writing starts. On a
 * busy machine the signal can come too late; then once more.
 */
async function interruptedWrite(signal: NodeJS.Signals): Promise<[Ended, string[]]> {
  for (let attempt = 1; ; attempt++) {
    const [ended, files] = await tryToInterrupt(signal);
    if (ended.code !== 0 || attempt === 5) return [ended, files];
  }
}

async function tryToInterrupt(signal: NodeJS.Signals): Promise<[Ended, string[]]> {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writePng(join(cwd, "a.png"), samplePicture(0, 4000, 3000));
  await mkdir(join(cwd, "out"));
  let stop = (): void => undefined;
  const ended = await runCli(["encrypt", "a.png", "--output", "out", ...key], {
    cwd,
    onStart: (child) => {
      const watcher = watch(join(cwd, "out"), () => child.kill(signal));
      stop = () => watcher.close();
    },
  });
  stop();
  return [ended, await readdir(join(cwd, "out"))];
}

test("killed in the middle of a write: nothing under the final name", async () => {
  const [ended, files] = await interruptedWrite("SIGKILL");
  expect(ended.signal).toBe("SIGKILL");
  expect(files).toEqual([expect.stringMatching(/^\.neuroveil-[0-9a-f-]+\.tmp$/)]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s in the middle of a write: nothing at all, and a line says so",
  async (signal) => {
    const [ended, files] = await interruptedWrite(signal);
    expect(ended.signal).toBe(signal);
    expect(lines(ended.stderr)).toEqual(["neuroveil: stopped: nothing was written"]);
    expect(files).toEqual([]);
  },
);

describe("no room", () => {
  test.skipIf(process.platform === "win32")(
    "for a file of this size: one line, no remains",
    async () => {
      const cwd = await temporaryFolder();
      const key = await keyFile(cwd);
      await writePng(join(cwd, "a.png"), samplePicture(0, 400, 300));
      const before = await readdir(cwd);
      const call = ["encrypt", "a.png", ...key];
      const { code, stderr } = await runCli(call, { cwd, shell: 'ulimit -f 64; "$@"' });
      expect(code).toBe(1);
      expect(lines(stderr)).toEqual([
        expect.stringMatching(/to write a\.png\.veil\.png, got the limit on file/),
      ]);
      expect(await readdir(cwd)).toEqual(before);
    },
  );

  // A file system of 64 KB needs rights that not every machine gives.
  const mount = "mount -t tmpfs -o size=64k tmpfs";
  const canMount = spawnSync("unshare", ["-rm", "bash", "-c", `${mount} /tmp`]).status === 0;
  test.skipIf(!canMount)("on the disk: one line, no remains", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writePng(join(cwd, "a.png"), samplePicture(0, 400, 300));
    await mkdir(join(cwd, "small"));
    const call = ["encrypt", "a.png", "--output", "small", ...key];
    const shell = `unshare -rm bash -c '${mount} small; "$@"; code=$?; ls -A small; exit $code' bash "$@"`;
    const { code, stdout, stderr } = await runCli(call, { cwd, shell });
    expect(stderr).toMatch(/full disk; free some space/);
    expect(lines(stderr)).toHaveLength(1);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test.skipIf(!canMount)("because nothing can be written there: one line", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writePng(join(cwd, "a.png"));
    await mkdir(join(cwd, "fixed"));
    const call = ["encrypt", "a.png", "--output", "fixed", ...key];
    const shell = `unshare -rm bash -c 'mount -t tmpfs -o ro tmpfs fixed; "$@"' bash "$@"`;
    const { code, stdout, stderr } = await runCli(call, { cwd, shell });
    expect(lines(stderr)).toEqual([
      expect.stringMatching(
        /to write fixed\/a\.png\.veil\.png, got a read-only file system; choose/,
      ),
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });
});

test("nobody reads standard output: the work is done all the same", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writePng(join(cwd, "a.png"));
  await writeFile(join(cwd, "b.txt"), "text");
  const call = ["encrypt", "a.png", "b.txt", "--output", "out", ...key];
  const { code, stderr } = await runCli(call, {
    cwd,
    shell: 'set -o pipefail; "$@" | true',
  });
  expect(lines(stderr)).toEqual([expect.stringMatching(/b\.txt: another kind of file/)]);
  expect(code).toBe(0);
  expect(await readdir(join(cwd, "out"))).toHaveLength(2);
});

test("nobody reads a table or a document: the end is quiet, and no success", async () => {
  const cwd = await temporaryFolder();
  for (const call of [["ciphers"], ["ciphers", "--json"], ["keygen"]]) {
    const shell = 'set -o pipefail; "$@" | true';
    const { code, stderr } = await runCli(call, { cwd, shell });
    expect(lines(stderr).filter((line) => !/recipient: age1/.test(line))).toEqual([]);
    expect(code).toBe(141);
  }
});

describe.skipIf(process.platform === "win32")("standard output is closed", () => {
  test.each([
    ["a key", ["keygen"]],
    ["a document", ["ciphers", "--json"]],
    ["bytes", ["keystream", "hybrid", "--key", "0".repeat(64), "--bytes", "1000"]],
  ])("%s that would be lost: one line says so", async (_, call) => {
    const cwd = await temporaryFolder();
    const { code, stderr } = await runCli(call, { cwd, shell: '"$@" >&-' });
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/expected to write to standard output, got a closed one; give it/),
    ]);
    expect(code).toBe(1);
  });

  test("files are written all the same, and /dev/null is not closed", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writePng(join(cwd, "a.png"));
    const closed = await runCli(["encrypt", "a.png", ...key], { cwd, shell: '"$@" >&-' });
    expect([closed.code, closed.stderr]).toEqual([0, ""]);
    expect(await readdir(cwd)).toContain("a.png.veil.png");
    const nowhere = await runCli(["ciphers"], { cwd, shell: '"$@" > /dev/null' });
    expect([nowhere.code, nowhere.stderr]).toEqual([0, ""]);
  });
});

describe("nothing can be written to standard output", () => {
  const hasFull = existsSync("/dev/full");
  test.skipIf(!hasFull).each([
    ["a document", ["ciphers", "--json"]],
    ["a table", ["ciphers"]],
    ["many blocks", ["keystream", "hybrid", "--key", "0".repeat(64), "--bytes", "1000000"]],
  ])("%s: one line says so", async (_, call) => {
    const cwd = await temporaryFolder();
    const { code, stderr } = await runCli(call, { cwd, shell: '"$@" > /dev/full' });
    expect(lines(stderr)).toEqual([
      expect.stringMatching(/expected to write to standard output, got a full disk/),
    ]);
    expect(code).toBe(1);
  });
});
