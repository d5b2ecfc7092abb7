import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { gif, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("a picture becomes a PNG of noise of the same size and comes back exactly", async () => {
  const cwd = await temporaryFolder();
  const keygen = await runCli(["keygen", "--output", "key.txt"], { cwd });
  await writePng(join(cwd, "photo.png"));

  const encrypted = await runCli(["encrypt", "photo.png", "-r", keygen.stdout.trim()], { cwd });
  expect(encrypted.stderr).toBe("");
  expect(encrypted.stdout).toMatch(
    /^photo\.png → photo\.png\.veil\.png: hybrid, sealed, .* became/,
  );
  expect(encrypted.code).toBe(0);
  const noise = await decodeImage(await readFile(join(cwd, "photo.png.veil.png")));
  expect([noise.width, noise.height, noise.channels]).toEqual([40, 30, 3]);
  expect(noise.data).not.toEqual(samplePicture().data);

  const call = ["decrypt", "photo.png.veil.png", "-i", "key.txt", "--output", "back/"];
  const decrypted = await runCli(call, { cwd });
  expect(decrypted.stderr).toBe("");
  expect(decrypted.code).toBe(0);
  const restored = await decodeImage(await readFile(join(cwd, "back/photo.png")));
  expect(restored.data).toEqual(samplePicture().data);
});

test("--json tells input, output, cipher, protection, payload, status and time, and nothing else", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writePng(join(cwd, "photo.png"));
  const encrypted = await runCli(["encrypt", "photo.png", "--json", ...key], { cwd });
  const about = { cipher: "hybrid", protection: "sealed", payload: "pixels", status: "written" };
  expect(JSON.parse(encrypted.stdout)).toEqual({
    results: [
      {
        input: "photo.png",
        output: "photo.png.veil.png",
        ...about,
        seconds: expect.any(Number),
      },
    ],
  });
  const call = ["decrypt", "photo.png.veil.png", "--output", "b.png", "--json", ...key];
  const decrypted = await runCli(call, { cwd });
  expect(JSON.parse(decrypted.stdout)).toEqual({
    results: [
      { input: "photo.png.veil.png", output: "b.png", ...about, seconds: expect.any(Number) },
    ],
  });
});

test("existing results stay, unless --force is given", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  const original = await writePng(join(cwd, "photo.png"));
  await writeFile(join(cwd, "photo.png.veil.png"), "mine");
  const encrypt = ["encrypt", "photo.png", ...key];
  const refused = await runCli(encrypt, { cwd });
  expect(refused.code).toBe(1);
  expect(lines(refused.stderr)).toHaveLength(1);
  expect(refused.stderr).toMatch(/already there.*--force/);
  expect(await readFile(join(cwd, "photo.png.veil.png"), "utf8")).toBe("mine");
  expect((await runCli([...encrypt, "--force"], { cwd })).code).toBe(0);

  const decrypt = ["decrypt", "photo.png.veil.png", ...key];
  expect((await runCli(decrypt, { cwd })).code).toBe(1);
  expect(await readFile(join(cwd, "photo.png"))).toEqual(Buffer.from(original));
  expect((await runCli([...decrypt, "--force"], { cwd })).code).toBe(0);
  const restored = await decodeImage(await readFile(join(cwd, "photo.png")));
  expect(restored.data).toEqual(samplePicture().data);
});

test("no result replaces an input of the same call, not even with --force", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  const original = await writePng(join(cwd, "photo.png"));
  const call = ["encrypt", "photo.png", "--output", "./photo.png", "--force", ...key];
  expect((await runCli(call, { cwd })).code).toBe(2);
  expect(await readFile(join(cwd, "photo.png"))).toEqual(Buffer.from(original));
});

test("other files, and all with --payload file, come back byte for byte under their names", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writeFile(join(cwd, "clip.gif"), gif);
  const fallback = await runCli(["encrypt", "clip.gif", ...key], { cwd });
  expect(fallback.code).toBe(0);
  expect(lines(fallback.stderr)).toEqual([
    expect.stringMatching(/clip\.gif: a GIF with a picture outside .*as a file/),
  ]);

  const png = await writePng(join(cwd, "photo.png"));
  const asked = await runCli(["encrypt", "photo.png", "--payload", "file", ...key], { cwd });
  expect(asked.stderr).toBe("");
  const back = ["decrypt", "clip.gif.veil.png", "photo.png.veil.png", "--output", "back", ...key];
  expect((await runCli(back, { cwd })).code).toBe(0);
  expect(await readFile(join(cwd, "back/clip.gif"))).toEqual(gif);
  expect(await readFile(join(cwd, "back/photo.png"))).toEqual(Buffer.from(png));

  const pixels = await runCli(["encrypt", "clip.gif", "--payload", "pixels", "--force", ...key], {
    cwd,
  });
  expect(pixels.code).toBe(1);
  expect(pixels.stderr).toMatch(
    /expected pictures inside of it, got a GIF with .*; use --payload file$/m,
  );
});

describe("folders", () => {
  test("are mirrored, and one failure does not stop the rest", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await mkdir(join(cwd, "photos/deep"), { recursive: true });
    await writePng(join(cwd, "photos/a.png"), samplePicture(1));
    await writePng(join(cwd, "photos/deep/b.png"), samplePicture(2));
    await writePng(join(cwd, "photos/old.png.veil.png"));
    await writePng(join(cwd, "photos/.hidden.png"));
    const whole = await writePng(join(cwd, "photos/broken.png"));
    await writeFile(join(cwd, "photos/broken.png"), whole.subarray(0, whole.length - 30));

    const encrypted = await runCli(["encrypt", "photos", "none.png", "-o", "vault", ...key], {
      cwd,
    });
    expect(encrypted.code).toBe(1);
    expect(lines(encrypted.stderr)).toEqual([
      expect.stringMatching(/^neuroveil: .*none\.png/),
      expect.stringMatching(/^neuroveil: photos\/broken\.png: expected/),
    ]);
    expect(encrypted.stdout).toContain("2 of 4 files encrypted");
    expect((await readdir(join(cwd, "vault"), { recursive: true })).toSorted()).toEqual([
      "a.png.veil.png",
      "deep",
      "deep/b.png.veil.png",
    ]);

    // A PNG that is no cipher image is passed over in a folder.
    await writePng(join(cwd, "vault/plain.png"));
    const decrypted = await runCli(["decrypt", "vault", "-o", "back", "--json", ...key], { cwd });
    expect(decrypted.stderr).toBe("");
    expect(decrypted.code).toBe(0);
    const { results } = JSON.parse(decrypted.stdout);
    expect(results.map((result: { output: string }) => result.output)).toEqual([
      "back/a.png",
      "back/deep/b.png",
    ]);
    for (const [path, seed] of [
      ["back/a.png", 1],
      ["back/deep/b.png", 2],
    ] as const) {
      const restored = await decodeImage(await readFile(join(cwd, path)));
      expect(restored.data).toEqual(samplePicture(seed).data);
    }
  });

  test("with --json every input has its result, failed ones their error", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writePng(join(cwd, "a.png"));
    const { code, stdout } = await runCli(["encrypt", "a.png", "none.png", "--json", ...key], {
      cwd,
    });
    expect(code).toBe(1);
    const document = JSON.parse(stdout);
    expect(document.error).toMatchObject({ code: "input" });
    expect(document.results).toHaveLength(2);
    expect(document.results).toContainEqual(
      expect.objectContaining({
        input: "none.png",
        output: null,
        error: { code: "input", message: expect.stringContaining("none.png") },
      }),
    );
  });

  test("with nothing to decrypt in them are refused", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await mkdir(join(cwd, "photos"));
    await writePng(join(cwd, "photos/a.png"));
    const { code, stderr } = await runCli(["decrypt", "photos", ...key], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/cipher images.*none/);
  });
});

test("of two results with one name the second gets a number, with --force as well", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  for (const [folder, seed] of [
    ["one", 1],
    ["two", 2],
  ] as const) {
    await mkdir(join(cwd, folder));
    await writePng(join(cwd, folder, "photo.png"), samplePicture(seed));
    expect((await runCli(["encrypt", `${folder}/photo.png`, ...key], { cwd })).code).toBe(0);
  }
  const images = ["one/photo.png.veil.png", "two/photo.png.veil.png"];
  const call = ["decrypt", ...images, "--output", "back", "--force", ...key];
  const { code, stderr } = await runCli(call, { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect((await readdir(join(cwd, "back"))).toSorted()).toEqual(["photo-2.png", "photo.png"]);
  for (const [name, seed] of [
    ["photo.png", 1],
    ["photo-2.png", 2],
  ] as const) {
    const restored = await decodeImage(await readFile(join(cwd, "back", name)));
    expect(restored.data).toEqual(samplePicture(seed).data);
  }
});

test("hostile names are shown harmlessly and come back", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  const names = [
    "-rf.png",
    "two\nlines.png",
    "esc\u001b[2Jape.png",
    "  spaces .png",
    "Fähre 船.png",
  ];
  for (const name of names) await writePng(join(cwd, "in", name));
  const encrypted = await runCli(["encrypt", "in", "--output", "out", ...key], { cwd });
  expect(encrypted.code).toBe(0);
  expect(lines(encrypted.stdout)).toHaveLength(names.length + 1);
  expect(encrypted.stdout).not.toContain("\u001b");
  expect((await readdir(join(cwd, "out"))).toSorted()).toEqual(
    names.map((name) => `${name}.veil.png`).toSorted(),
  );
  const decrypted = await runCli(["decrypt", "out", "--output", "back", ...key], { cwd });
  expect(decrypted.code).toBe(0);
  expect(await readdir(join(cwd, "back"))).toHaveLength(names.length);
  await access(join(cwd, "back/Fähre 船.png"));
});

test("missing files, folders as keys, FIFOs: one line each, exit 1", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writePng(join(cwd, "a.png"));
  const calls = [
    ["encrypt", "none.png", ...key],
    ["encrypt", "a.png/b.png", ...key],
    ["encrypt", "/dev/null", ...key],
    ["encrypt", "a.png", "--key-file", "."],
    ["encrypt", "a.png", "--key-file", "a.png"],
    ["decrypt", "a.png", ...key],
    ["decrypt", "a.png", "-i", "a.png"],
    ["inspect", "none.png"],
  ];
  const before = await readdir(cwd);
  for (const call of calls) {
    const { code, stdout, stderr } = await runCli(call, { cwd });
    expect([call, lines(stderr)]).toEqual([
      call,
      [expect.stringMatching(/^neuroveil: .*expected .*got /)],
    ]);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  }
  expect(await readdir(cwd)).toEqual(before);
});
