import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage, type Image } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** A folder with two pictures of one shape, a.png and b.png, and the flags of a key. */
async function twoPictures(names = ["a.png", "b.png"]): Promise<{ cwd: string; key: string[] }> {
  const cwd = await temporaryFolder();
  for (const [i, name] of names.entries()) {
    await mkdir(join(cwd, name, ".."), { recursive: true });
    await writePng(join(cwd, name), samplePicture(i + 1));
  }
  return { cwd, key: await keyFile(cwd) };
}

async function expectPicture(path: string, image: Image): Promise<void> {
  const { data } = await decodeImage(await readFile(path));
  expect(Buffer.compare(data, image.data)).toBe(0);
}

test("two pictures become one PNG of twice the height and both come back", async () => {
  const { cwd, key } = await twoPictures();
  const encrypted = await runCli(["encrypt", "a.png", "--with", "b.png", ...key], { cwd });
  expect(encrypted.stderr).toBe("");
  expect(encrypted.stdout).toMatch(/^a\.png \+ b\.png → a\.png\.veil\.png: hybrid, sealed/);
  expect(encrypted.code).toBe(0);

  const inspected = await runCli(["inspect", "a.png.veil.png", "--json"], { cwd });
  expect(JSON.parse(inspected.stdout)).toMatchObject({ kind: "cipher", width: 40, height: 60 });
  expect(inspected.stdout).not.toContain("second");

  const decrypted = await runCli(["decrypt", "a.png.veil.png", "-o", "back/", ...key], { cwd });
  expect(decrypted.stderr).toBe("");
  expect(decrypted.stdout).toMatch(/^a\.png\.veil\.png → back\/a\.png \+ back\/b\.png: hybrid/);
  expect(decrypted.code).toBe(0);
  await expectPicture(join(cwd, "back/a.png"), samplePicture(1));
  await expectPicture(join(cwd, "back/b.png"), samplePicture(2));
});

test("--json names the second file; --output FILE has the second beside it", async () => {
  const { cwd, key } = await twoPictures();
  const call = ["encrypt", "a.png", "--with", "b.png", "-o", "both.png", "--json", ...key];
  const about = { cipher: "hybrid", protection: "sealed", payload: "pixels", status: "written" };
  const seconds = expect.any(Number);
  expect(JSON.parse((await runCli(call, { cwd })).stdout)).toEqual({
    results: [{ input: "a.png", secondInput: "b.png", output: "both.png", ...about, seconds }],
  });
  const back = ["decrypt", "both.png", "-o", "out/x.png", "--json", ...key];
  expect(JSON.parse((await runCli(back, { cwd })).stdout)).toEqual({
    results: [
      { input: "both.png", output: "out/x.png", secondOutput: "out/x-2.png", ...about, seconds },
    ],
  });
  await expectPicture(join(cwd, "out/x.png"), samplePicture(1));
  await expectPicture(join(cwd, "out/x-2.png"), samplePicture(2));
});

test("pairs of one name do not collide, alone and among many files on worker threads", async () => {
  const { cwd, key } = await twoPictures(["one/p.png", "two/P.png"]);
  await writePng(join(cwd, "single.png"), samplePicture(3));
  const pair = ["encrypt", "one/p.png", "--with", "two/P.png", "-o", "vault/", ...key];
  expect((await runCli(pair, { cwd })).code).toBe(0);
  expect((await runCli(["encrypt", "single.png", "-o", "vault/", ...key], { cwd })).code).toBe(0);
  const decrypted = await runCli(["decrypt", "vault", "-o", "back", ...key], { cwd });
  expect(decrypted.stderr).toBe("");
  expect((await readdir(join(cwd, "back"))).toSorted()).toEqual(["P-2.png", "p.png", "single.png"]);
  await expectPicture(join(cwd, "back/p.png"), samplePicture(1));
  await expectPicture(join(cwd, "back/P-2.png"), samplePicture(2));
});

test("both are written or none: the second name is taken", async () => {
  const { cwd, key } = await twoPictures();
  await runCli(["encrypt", "a.png", "--with", "b.png", ...key], { cwd });
  await mkdir(join(cwd, "back"));
  await writeFile(join(cwd, "back/b.png"), "mine");
  const call = ["decrypt", "a.png.veil.png", "-o", "back", ...key];
  const refused = await runCli(call, { cwd });
  expect(refused.code).toBe(1);
  expect(refused.stdout).toBe("");
  expect(lines(refused.stderr)).toEqual([
    expect.stringMatching(/got back\/b\.png, which is already there; add --force/),
  ]);
  expect(await readdir(join(cwd, "back"))).toEqual(["b.png"]);
  expect(await readFile(join(cwd, "back/b.png"), "utf8")).toBe("mine");

  expect((await runCli([...call, "--force"], { cwd })).code).toBe(0);
  expect(await readdir(join(cwd, "back"))).toEqual(["a.png", "b.png"]);
  await expectPicture(join(cwd, "back/b.png"), samplePicture(2));
});

test("neither replaces an input of the same call, not even with --force", async () => {
  const { cwd, key } = await twoPictures();
  const onto = ["encrypt", "a.png", "--with", "b.png", "-o", "b.png", "--force", ...key];
  expect((await runCli(onto, { cwd })).code).toBe(2);
  await expectPicture(join(cwd, "b.png"), samplePicture(2));

  await runCli(["encrypt", "a.png", "--with", "b.png", "-o", "x-2.png", ...key], { cwd });
  const back = ["decrypt", "x-2.png", "-o", "x.png", "--force", ...key];
  const refused = await runCli(back, { cwd });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/got the input x-2\.png/);
  expect(await readdir(cwd)).not.toContain("x.png");
});

describe("no room", () => {
  const mount = "mount -t tmpfs -o size=240k tmpfs";
  const canMount = spawnSync("unshare", ["-rm", "bash", "-c", `${mount} /tmp`]).status === 0;
  test.skipIf(!canMount)("for the second file: one line, no remains of either", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    const noise = (seed: number): Image => {
      const image = samplePicture(0, 240, 200);
      let state = seed;
      for (let i = 0; i < image.data.length; i++) {
        state = (state * 48271) % 2147483647;
        image.data[i] = state >>> 8;
      }
      return image;
    };
    await writePng(join(cwd, "a.png"), noise(1));
    await writePng(join(cwd, "b.png"), noise(2));
    await runCli(["encrypt", "a.png", "--with", "b.png", ...key], { cwd });
    await mkdir(join(cwd, "small"));
    const call = ["decrypt", "a.png.veil.png", "--output", "small", ...key];
    const shell = `unshare -rm bash -c '${mount} small; "$@"; code=$?; ls -A small; exit $code' bash "$@"`;
    const { code, stdout, stderr } = await runCli(call, { cwd, shell });
    expect(lines(stderr)).toEqual([expect.stringMatching(/small\/b\.png .*got a full disk; free/)]);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });
});

describe("what does not fit together", () => {
  test.each<[string, string[], RegExp]>([
    ["two images and one more", ["a.png", "c.png", "--with", "b.png"], /one image .*got 2/],
    ["a folder", ["folder", "--with", "b.png"], /two images .*a folder/],
    ["with a folder", ["a.png", "--with", "folder"], /two images .*a folder/],
    ["files", ["a.png", "--with", "b.png", "--payload", "file"], /--payload file/],
    ["two seconds", ["a.png", "--with", "b.png", "--with", "c.png"], /--with.*once/],
    ["no name", ["a.png", "--with", ""], /empty name/],
  ])("%s: wrong usage, exit 2", async (_, args, message) => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, "folder"));
    const { code, stderr } = await runCli(["encrypt", ...args, "--key-file", "k"], { cwd });
    expect(lines(stderr)).toEqual([expect.stringMatching(message)]);
    expect(code).toBe(2);
  });

  test("images that differ, other files, broken and missing ones: one line, exit 1", async () => {
    const { cwd, key } = await twoPictures();
    const png = await readFile(join(cwd, "b.png"));
    await writePng(join(cwd, "large.png"), samplePicture(0, 40, 31));
    await writeFile(join(cwd, "clip.gif"), gif);
    await writeFile(join(cwd, "broken.png"), png.subarray(0, -20));
    const cases: [string, string, RegExp][] = [
      ["a.png", "large.png", /a\.png: .*got 40 x 30 with 3 x 8 bits and 40 x 31 with 3 x 8 bits/],
      [
        "a.png",
        "clip.gif",
        /the second image: .*got a GIF with a picture outside .*; encrypt each by itself/,
      ],
      ["clip.gif", "a.png", /clip\.gif: expected pictures inside .*; encrypt each/],
      ["a.png", "broken.png", /a\.png: the second image: expected/],
      ["a.png", "none.png", /named none\.png, got no such file/],
      ["none.png", "a.png", /none\.png: .*no such file/],
    ];
    const before = await readdir(cwd);
    for (const [first, second, message] of cases) {
      const call = ["encrypt", first, "--with", second, ...key];
      const { code, stdout, stderr } = await runCli(call, { cwd });
      expect(lines(stderr)).toEqual([expect.stringMatching(message)]);
      expect(stdout).toBe("");
      expect(code).toBe(1);
    }
    expect(await readdir(cwd)).toEqual(before);
  });
});
