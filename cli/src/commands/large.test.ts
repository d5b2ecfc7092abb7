import type { ChildProcess } from "node:child_process";
import { appendFileSync, createReadStream, readdirSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { keyFile } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** Just more than what is worked on as a whole. */
const size = 2 ** 27 + 12_345;

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array);
  return hash.digest("hex");
}

/** Calls back, once, as soon as a hidden file stands in a folder: something is being written. */
function onceWriting(folder: string, child: ChildProcess, callback: () => void): void {
  const poll = setInterval(() => {
    if (!readdirSync(folder).some((name) => name.startsWith(".neuroveil-"))) return;
    clearInterval(poll);
    callback();
  }, 50);
  child.on("close", () => clearInterval(poll));
}

/** A film: zeros for the most part, which are encrypted like anything else. */
async function film(path: string): Promise<void> {
  await writeFile(path, Buffer.from("a film that is about nothing"));
  await truncate(path, size);
  await chmod(path, 0o640);
  await utimes(path, 1_600_000_000, 1_600_000_000);
}

describe("a large file", () => {
  let cwd: string;
  let key: readonly string[];
  const neuroveil = (...args: string[]): Promise<Ended> => runCli([...args, ...key], { cwd });

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), "neuroveil-large-"));
    key = await keyFile(cwd);
    await film(join(cwd, "film.mp4"));
    const { code, stdout } = await neuroveil("encrypt", "film.mp4");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/film\.mp4 → film\.mp4\.veil\.png/)]);
  }, 600_000);
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  test("comes back byte for byte, with name, time and permissions", async () => {
    const call = await neuroveil("decrypt", "film.mp4.veil.png", "--output", "out/", "--json");
    expect(JSON.parse(call.stdout)).toMatchObject({
      results: [{ output: "out/film.mp4", cipher: "hybrid", payload: "file", status: "written" }],
    });
    const back = join(cwd, "out", "film.mp4");
    expect(await hashOf(back)).toBe(await hashOf(join(cwd, "film.mp4")));
    const { mode, mtimeMs } = await stat(back);
    expect([mode & 0o777, mtimeMs]).toEqual([0o640, 1_600_000_000_000]);
    expect(await readdir(join(cwd, "out"))).toEqual(["film.mp4"]);
  }, 600_000);

  test("a name that is taken is told before the work", async () => {
    const { code, stderr } = await neuroveil("decrypt", "film.mp4.veil.png");
    expect([code, lines(stderr)]).toEqual([
      1,
      [expect.stringMatching(/got film\.mp4, which is al/)],
    ]);
    const skipped = await neuroveil("decrypt", "film.mp4.veil.png", "--skip-existing");
    expect([skipped.code, skipped.stdout]).toEqual([
      0,
      expect.stringMatching(/skipped, film\.mp4 is/),
    ]);
  });

  test
    .skipIf(process.platform === "win32")
    .each([["encrypt", "film.mp4", "--payload", "file", "--force"]])(
    "%s with no room for its result: one line, nothing is left, nothing lost",
    async (...call) => {
      const before = await readdir(cwd);
      const hash = await hashOf(join(cwd, "film.mp4.veil.png"));
      const shell = 'ulimit -f 65536; "$@"';
      const { code, stderr } = await runCli([...call, ...key], { cwd, shell });
      expect([code, lines(stderr)]).toEqual([
        1,
        [expect.stringMatching(/to write film.*limit on file/)],
      ]);
      expect(await readdir(cwd)).toEqual(before);
      expect(await hashOf(join(cwd, "film.mp4.veil.png"))).toBe(hash);
    },
    600_000,
  );

  test("killed while it is encrypted: nothing under the final name", async () => {
    const folder = await temporaryFolder();
    const own = await keyFile(folder);
    await film(join(folder, "film.mp4"));
    const { signal } = await runCli(["encrypt", "film.mp4", "--payload", "file", ...own], {
      cwd: folder,
      onStart: (child) => onceWriting(folder, child, () => child.kill("SIGTERM")),
    });
    expect(signal).toBe("SIGTERM");
    expect((await readdir(folder)).toSorted()).toEqual(
      ["film.mp4", own[1]!.split("/").at(-1)!].toSorted(),
    );
  }, 600_000);

  test("one that grows while it is read is refused", async () => {
    const folder = await temporaryFolder();
    const own = await keyFile(folder);
    const path = join(folder, "film.mp4");
    await film(path);
    const { code, stderr } = await runCli(["encrypt", "film.mp4", "--payload", "file", ...own], {
      cwd: folder,
      onStart: (child) => onceWriting(folder, child, () => appendFileSync(path, "more")),
    });
    expect([code, lines(stderr)]).toEqual([
      1,
      [expect.stringMatching(/film\.mp4 to stay as it is while/)],
    ]);
    expect(await readdir(folder)).not.toContain("film.mp4.veil.png");
  }, 600_000);
});
