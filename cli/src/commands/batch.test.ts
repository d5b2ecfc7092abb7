import { watch } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";

interface Told {
  readonly results: readonly {
    readonly input: string;
    readonly output: string | null;
    readonly status: string;
    readonly payload: string | null;
  }[];
}

const parse = ({ stdout }: { readonly stdout: string }): Told => JSON.parse(stdout) as Told;

let cwd: string;
let key: string[];
/** A folder `in` with a.png, b.png and c.gif, and `vault` with what they are encrypted to. */
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "neuroveil-cli-"));
  key = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  await writePng(join(cwd, "in/a.png"), samplePicture(1));
  await writePng(join(cwd, "in/b.png"), samplePicture(2));
  await writeFile(join(cwd, "in/c.gif"), gif);
  await runCli(["encrypt", "in", "-o", "vault", ...key], { cwd });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test("a stopped batch of encryption goes on with --skip-existing", async () => {
  await rm(join(cwd, "vault/b.png.veil.png"));
  const kept = await stat(join(cwd, "vault/a.png.veil.png"));
  const again = ["encrypt", "in", "-o", "vault", "--json", "--skip-existing", ...key];
  const { code, stdout } = await runCli(again, { cwd });
  expect(code).toBe(0);
  expect(parse({ stdout }).results).toMatchObject([
    { output: "vault/a.png.veil.png", status: "skipped" },
    { output: "vault/c.gif.veil.png", status: "skipped" },
    { output: "vault/b.png.veil.png", status: "written" },
  ]);
  expect((await stat(join(cwd, "vault/a.png.veil.png"))).mtimeMs).toBe(kept.mtimeMs);
});

test("a stopped batch of decryption goes on with --skip-existing", async () => {
  await mkdir(join(cwd, "half"));
  await writeFile(join(cwd, "half/a.png"), "here");
  await writeFile(join(cwd, "half/c.gif"), "mine");
  const again = ["decrypt", "vault", "-o", "half", "--skip-existing", ...key];
  const { code, stdout, stderr } = await runCli(again, { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  expect(lines(stdout).toSorted()).toEqual([
    "1 of 3 files decrypted, 2 skipped because their results are there",
    "vault/a.png.veil.png: skipped, half/a.png is there",
    expect.stringMatching(/^vault\/b\.png\.veil\.png → half\/b\.png: hybrid, sealed, /),
    "vault/c.gif.veil.png: skipped, half/c.gif is there",
  ]);
  expect(await readFile(join(cwd, "half/c.gif"), "utf8")).toBe("mine");
});

test("encrypt --dry-run says what would be written, and touches nothing", async () => {
  await mkdir(join(cwd, "other"));
  await writeFile(join(cwd, "other/b.png.veil.png"), "there");
  const before = await readdir(cwd, { recursive: true });
  const call = ["encrypt", "in", "-o", "other", "--dry-run"];
  const { code, stdout, stderr } = await runCli([...call, ...key], { cwd });
  expect(lines(stdout)).toEqual([
    "in/a.png → other/a.png.veil.png: would be written",
    "in/c.gif → other/c.gif.veil.png: would be written",
    "2 of 3 files would be encrypted",
  ]);
  expect(lines(stderr)).toEqual([expect.stringMatching(/in\/b\.png: .*already there/)]);
  expect(code).toBe(1);
  expect(await readdir(cwd, { recursive: true })).toEqual(before);
  expect(await readFile(join(cwd, "other/b.png.veil.png"), "utf8")).toBe("there");
  const wrong = await runCli([...call, "--force", "--key-file", "none.txt"], { cwd });
  expect([wrong.code, wrong.stdout]).toEqual([1, ""]);
  expect(wrong.stderr).toMatch(/none\.txt.*no such file/);
});

test("decrypt --dry-run opens names only", async () => {
  const damaged = await readFile(join(cwd, "vault/a.png.veil.png"));
  await mkdir(join(cwd, "plan"));
  await writeFile(join(cwd, "plan/1.png"), damaged);
  await writeFile(join(cwd, "plan/2.png"), await readFile(join(cwd, "vault/c.gif.veil.png")));
  const before = await readdir(cwd, { recursive: true });
  const call = ["decrypt", "plan", "-o", "new", "--dry-run", "--json", ...key];
  const { code, stdout } = await runCli(call, { cwd });
  expect(code).toBe(0);
  expect(parse({ stdout }).results).toMatchObject([
    { input: "plan/1.png", output: "new/a.png", status: "planned", payload: "pixels" },
    { input: "plan/2.png", output: "new/c.gif", status: "planned", payload: "file" },
  ]);
  expect(await readdir(cwd, { recursive: true })).toEqual(before);
});

test("decrypt --check verifies everything and writes nothing", async () => {
  const damaged = await readFile(join(cwd, "vault/a.png.veil.png"));
  damaged[damaged.length - 40]! ^= 1;
  await writeFile(join(cwd, "damaged.png"), damaged);
  const before = await readdir(cwd, { recursive: true });
  const call = ["decrypt", "damaged.png", "vault/a.png.veil.png", "vault/c.gif.veil.png"];
  const { code, stdout, stderr } = await runCli([...call, "--check", ...key], { cwd });
  expect(code).toBe(1);
  expect(lines(stderr)).toEqual([expect.stringMatching(/^neuroveil: damaged\.png: expected /)]);
  expect(lines(stdout).toSorted()).toEqual([
    "2 of 3 files verified",
    "vault/a.png.veil.png: verified, holds a.png (hybrid, sealed, pixels)",
    "vault/c.gif.veil.png: verified, holds c.gif (hybrid, sealed, file)",
  ]);
  expect(await readdir(cwd, { recursive: true })).toEqual(before);
});

test("--hide-names: nothing of a name is seen, and it comes back", async () => {
  await mkdir(join(cwd, "deep/er"), { recursive: true });
  await writePng(join(cwd, "deep/er/a.png"), samplePicture(3));
  const call = ["encrypt", "deep", "-o", "hidden", "--hide-names", ...key];
  const { code, stderr } = await runCli(call, { cwd });
  expect(code).toBe(0);
  expect(lines(stderr)).toEqual([expect.stringMatching(/names of folders are not hidden/)]);
  const names = await readdir(join(cwd, "hidden/er"));
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.veil\.png$/)]);
  await runCli(["decrypt", "hidden", "-o", "shown", ...key], { cwd });
  const image = await decodeImage(await readFile(join(cwd, "shown/er/a.png")));
  expect(image.data).toEqual(samplePicture(3).data);
});

test("--quiet says what fails and what is not safe, and nothing else", async () => {
  const call = ["encrypt", "in/c.gif", "none.png", "--protection", "bare", "--quiet", ...key];
  const { code, stdout, stderr } = await runCli([...call, "-o", "quiet/"], { cwd });
  expect([code, stdout]).toEqual([1, ""]);
  expect(lines(stderr).filter((line) => !/^neuroveil: (bare|hybrid): /.test(line))).toEqual([
    expect.stringMatching(/none\.png: .*no such file/),
  ]);
  expect(await readdir(join(cwd, "quiet"))).toEqual(["c.gif.veil.png"]);
});

test.skipIf(process.platform === "win32")(
  "Ctrl-C says how many are written, which is what is there, and how to go on",
  async () => {
    await mkdir(join(cwd, "many"));
    for (let i = 0; i < 30; i++) {
      await writePng(join(cwd, `many/${i}.png`), samplePicture(i, 200, 150));
    }
    await mkdir(join(cwd, "stopped"));
    let stop = (): void => undefined;
    const { signal, stderr } = await runCli(["encrypt", "many", "-o", "stopped", ...key], {
      cwd,
      onStart: (child) => {
        const watcher = watch(join(cwd, "stopped"), (_, name) => {
          if (name?.endsWith(".veil.png")) child.kill("SIGINT");
        });
        stop = () => watcher.close();
      },
    });
    stop();
    expect(signal).toBe("SIGINT");
    const said =
      /^neuroveil: stopped: (\d+) of 30 files are written, nothing is half-written; the same call with --skip-existing goes on$/;
    const [, written] = said.exec(lines(stderr).at(-1)!)!;
    const there = await readdir(join(cwd, "stopped"));
    expect(there.every((name) => name.endsWith(".veil.png"))).toBe(true);
    expect(there).toHaveLength(Number(written));
  },
);
