import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** Whole seconds, a microsecond in between, before 1970, and its beginning. */
const times = [981_173_106, 1_700_000_000.123457, -86_400, 0];

const microseconds = async (path: string): Promise<bigint> =>
  (await stat(path, { bigint: true })).mtimeNs / 1000n;

test("files of one name all come back, with --force as well, and with their times", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  const names = ["PHOTO.png", "photo.jpg", "photo.png", "photo.gif"];
  for (const [i, name] of names.entries()) {
    const path = join(cwd, "in", name);
    await (name.endsWith("gif") ? writeFile(path, gif) : writePng(path, samplePicture(i)));
    await utimes(path, times[i]!, times[i]!);
  }
  const encrypted = await runCli(["encrypt", "in", "-o", "vault", ...key], { cwd });
  expect(lines(encrypted.stderr)).toEqual([expect.stringMatching(/a GIF with a picture outside/)]);
  expect((await readdir(join(cwd, "vault"))).toSorted()).toEqual([
    "PHOTO.png.veil.png",
    "photo-2.png.veil.png",
    "photo.gif.veil.png",
    "photo.jpg.veil.png",
  ]);
  // What is encrypted does not tell when the picture was taken.
  expect(await microseconds(join(cwd, "vault/PHOTO.png.veil.png"))).toBeGreaterThan(
    BigInt(Date.now() - 3_600_000) * 1000n,
  );

  const decrypted = await runCli(["decrypt", "vault", "-o", "back", "--force", ...key], { cwd });
  expect(decrypted.stderr).toBe("");
  expect(decrypted.stdout).toContain("4 of 4 files decrypted");
  const back = ["PHOTO.png", "photo-3.png", "photo-2.png", "photo.gif"];
  expect((await readdir(join(cwd, "back"))).toSorted()).toEqual(back.toSorted());
  for (const [i, name] of back.entries()) {
    const file = join(cwd, "back", name);
    expect(await microseconds(file)).toBe(await microseconds(join(cwd, "in", names[i]!)));
    if (name.endsWith("gif")) continue;
    const { data } = await decodeImage(await readFile(file));
    expect(data).toEqual(samplePicture(i).data);
  }
});

test("both of a pair have their times again", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  for (const [i, name] of ["a.png", "b.png"].entries()) {
    await writePng(join(cwd, name), samplePicture(i));
    await utimes(join(cwd, name), times[i]!, times[i]!);
  }
  await runCli(["encrypt", "a.png", "--with", "b.png", ...key], { cwd });
  await runCli(["decrypt", "a.png.veil.png", "-o", "back/", ...key], { cwd });
  for (const name of ["a.png", "b.png"]) {
    expect(await microseconds(join(cwd, "back", name))).toBe(await microseconds(join(cwd, name)));
  }
});

describe.skipIf(process.platform !== "linux")("names that are no UTF-8", () => {
  const raw = (...parts: (string | number)[]): Buffer =>
    Buffer.concat(
      parts.map((part) => (typeof part === "number" ? Buffer.of(part) : Buffer.from(part))),
    );

  test("in a folder and as an argument: encrypted, and back with % for each byte", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await mkdir(raw(cwd, "/in/d", 0xe9), { recursive: true });
    await writeFile(raw(cwd, "/in/d", 0xe9, "/caf", 0xe9, ".gif"), gif);
    await writeFile(raw(cwd, "/in/d", 0xe9, "/caf", 0xe8, ".gif"), gif);
    await writeFile(raw(cwd, "/gr", 0xfc, "n.gif"), gif);
    const encrypted = await runCli(["encrypt", "in", "-o", "vault", ...key], {
      cwd,
      shell: `"$@" $'gr\\xfcn.gif'`,
    });
    expect(encrypted.code).toBe(0);
    expect(lines(encrypted.stderr)).toContainEqual(
      expect.stringContaining("in/d\\xE9/caf\\xE9.gif: a GIF with a picture outside"),
    );
    expect(encrypted.stdout).toContain("gr\\xFCn.gif → vault/gr%FCn.gif.veil.png");
    const decrypted = await runCli(["decrypt", "vault", "-o", "back", ...key], { cwd });
    expect(decrypted.stderr).toBe("");
    expect(decrypted.code).toBe(0);
    const files = await readdir(join(cwd, "back"), { recursive: true });
    expect(files.toSorted()).toEqual(["d%E9", "d%E9/caf%E8.gif", "d%E9/caf%E9.gif", "gr%FCn.gif"]);
    expect(await readFile(join(cwd, "back/d%E9/caf%E9.gif"))).toEqual(gif);
  });

  test("of folders and results stay as they are: beside, with --output, and in messages", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await mkdir(raw(cwd, "/d", 0xe9));
    await writePng(join(cwd, "a.png"));
    const out = await runCli(["encrypt", "a.png", ...key, "-o"], {
      cwd,
      shell: `"$@" $'d\\xe9/\\xff/x.png'`,
    });
    expect([out.stderr, out.code]).toEqual(["", 0]);
    await readFile(raw(cwd, "/d", 0xe9, "/", 0xff, "/x.png"));
    const beside = await runCli(["decrypt", ...key], { cwd, shell: `"$@" $'d\\xe9/\\xff/x.png'` });
    expect([beside.stderr, beside.code]).toEqual(["", 0]);
    await readFile(raw(cwd, "/d", 0xe9, "/", 0xff, "/a.png"));
    const missing = await runCli(["encrypt", ...key], { cwd, shell: `"$@" $'no\\xe9.png'` });
    expect(lines(missing.stderr)).toEqual([
      expect.stringMatching(/named no\\xE9\.png, got no such/),
    ]);
  });
});

describe.skipIf(process.platform === "win32")("who may read a result", () => {
  const modeOf = async (path: string): Promise<string> =>
    ((await stat(path)).mode & 0o777).toString(8);

  test("no more than the input's own, whatever the umask", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writePng(join(cwd, "a.png"));
    await chmod(join(cwd, "a.png"), 0o600);
    const shell = 'umask 000; "$@"';
    await runCli(["encrypt", "a.png", ...key], { cwd, shell });
    expect(await modeOf(join(cwd, "a.png.veil.png"))).toBe("600");
    await runCli(["decrypt", "a.png.veil.png", "-o", "b.png", ...key], { cwd, shell });
    expect(await modeOf(join(cwd, "b.png"))).toBe("600");
  });

  test("--force allows no more than what it replaces, and a pair no more than both inputs", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    for (const name of ["a.png", "b.png"]) await writePng(join(cwd, name));
    await writeFile(join(cwd, "a.png.veil.png"), "mine", { mode: 0o600 });
    const shell = 'umask 000; "$@"';
    await runCli(["encrypt", "a.png", "--force", ...key], { cwd, shell });
    expect(await modeOf(join(cwd, "a.png.veil.png"))).toBe("600");
    await chmod(join(cwd, "b.png"), 0o600);
    await runCli(["encrypt", "a.png", "--with", "b.png", "-o", "pair.png", ...key], { cwd, shell });
    expect(await modeOf(join(cwd, "pair.png"))).toBe("600");
  });
});
