import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { describe, expect, test } from "vitest";
import { changeOneSample } from "../demo/tamper.ts";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { hexKey, keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

async function encrypted(protection: string, ...more: string[]): Promise<[string, Ended]> {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"));
  const key = await keyFile(cwd);
  const call = ["encrypt", "a.png", "--protection", protection, ...key, ...more];
  return [cwd, await runCli(call, { cwd })];
}

describe.each(["sealed", "authenticated"])("%s", (protection) => {
  test("one changed sample is refused and nothing is written, whatever flags are given", async () => {
    const [cwd, { code }] = await encrypted(protection);
    expect(code).toBe(0);
    const image = await readFile(join(cwd, "a.png.veil.png"));
    await writeFile(join(cwd, "changed.png"), changeOneSample(image, 0.5));
    const before = await readdir(cwd);
    const call = ["decrypt", "changed.png", "--output", "b.png", ...(await keyFile(cwd))];
    for (const flags of [[], ["--protection", "bare"], ["--protection", "bare", "--unverified"]]) {
      const refused = await runCli([...call, ...flags], { cwd });
      expect(refused.code).toBe(1);
      expect(refused.stdout).toBe("");
      expect(lines(refused.stderr)).toEqual([expect.stringMatching(/changed\.png: expected/)]);
    }
    expect(await readdir(cwd)).toEqual(before);
    const json = await runCli([...call, "--json"], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      error: { code: "tampered" },
      results: [{ input: "changed.png", output: null, error: { code: "tampered" } }],
    });
  });
});

test("a changed header is told from a wrong key, where the key was unwrapped", async () => {
  const cwd = await temporaryFolder();
  const file = new URL("../../../vectors/invalid/header-mac.json", import.meta.url);
  const { open, container } = JSON.parse(await readFile(file, "utf8")) as {
    open: { identities: string[] };
    container: string;
  };
  await writeFile(join(cwd, "a.png"), Buffer.from(container, "base64"));
  await writeFile(join(cwd, "key.txt"), open.identities.join("\n"));
  const { code, stdout } = await runCli(["decrypt", "a.png", "-i", "key.txt", "--json"], { cwd });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "tampered" } });
});

test("authenticated says whose the secrecy is", async () => {
  const [, { stderr }] = await encrypted("authenticated");
  expect(lines(stderr)).toEqual([expect.stringMatching(/network's alone/)]);
});

test("a cipher that is known to be weak says so where the network alone protects", async () => {
  const weak = ["--cipher", "hybrid-literal"];
  const [, { stderr }] = await encrypted("authenticated", ...weak);
  expect(lines(stderr)).toEqual([
    expect.stringMatching(/network's alone/),
    expect.stringMatching(/hybrid-literal: known to be weak/),
  ]);
  const [, sealed] = await encrypted("sealed", ...weak);
  expect(sealed.stderr).toBe("");
});

test("a failure is one line, without the warning that belongs to a result", async () => {
  const cwd = await temporaryFolder();
  const png = await writePng(join(cwd, "a.png"));
  await writeFile(join(cwd, "cut.png"), png.subarray(0, 60));
  const key = await keyFile(cwd);
  const bare = ["--protection", "bare"];
  const encrypt = await runCli(["encrypt", "cut.png", ...bare, ...key], { cwd });
  expect(lines(encrypt.stderr)).toEqual([
    expect.stringMatching(/cut\.png: expected an intact PNG/),
  ]);
  const call = ["decrypt", "a.png", ...bare, "--unverified", ...key];
  const decrypt = await runCli(call, { cwd });
  expect(lines(decrypt.stderr)).toEqual([expect.stringMatching(/a\.png: expected an image that/)]);
});

describe("bare", () => {
  test("encrypting warns; decrypting takes --protection bare", async () => {
    const [cwd, { code, stderr }] = await encrypted("bare");
    expect(code).toBe(0);
    expect(lines(stderr)).toEqual([expect.stringMatching(/^neuroveil: bare:/)]);
    const call = ["decrypt", "a.png.veil.png", "--output", "b.png", ...(await keyFile(cwd))];
    const refused = await runCli(call, { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/--protection bare/);
    expect((await runCli([...call, "--protection", "bare"], { cwd })).code).toBe(0);
    const restored = await decodeImage(await readFile(join(cwd, "b.png")));
    expect(restored.data).toEqual(samplePicture().data);
  });

  test("of a cipher without key vector it is shown to whoever asks for unverified images", async () => {
    const [cwd] = await encrypted("bare", "--cipher", "cnse");
    const call = ["decrypt", "a.png.veil.png", "--output", "b.png", "--protection", "bare"];
    const key = await keyFile(cwd);
    const refused = await runCli([...call, ...key], { cwd });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/shows changes, .*--unverified/),
    ]);
    const shown = await runCli([...call, "--unverified", ...key], { cwd });
    expect([shown.code, shown.stderr]).toEqual([0, expect.stringMatching(/no key vector/)]);
  });

  test("a wrong key is refused; --unverified shows the noise that it gives, and warns", async () => {
    const [cwd] = await encrypted("bare");
    const near = await keyFile(cwd, hexKey.replace("0f", "0e"));
    const call = [
      "decrypt",
      "a.png.veil.png",
      "--output",
      "b.png",
      "--protection",
      "bare",
      ...near,
    ];
    expect((await runCli(call, { cwd })).code).toBe(1);
    const shown = await runCli([...call, "--unverified"], { cwd });
    expect(shown.code).toBe(0);
    expect(shown.stderr).toMatch(/unverified/);
    const noise = await decodeImage(await readFile(join(cwd, "b.png")));
    const same = noise.data.filter((byte, i) => byte === samplePicture().data[i]).length;
    expect(same / noise.data.length).toBeLessThan(0.02);
  });

  test("--nonce makes two results comparable: equal for equal images", async () => {
    const nonce = ["--nonce", "00112233445566778899aabbccddeeff"];
    const [cwd, { code }] = await encrypted("bare", ...nonce);
    expect(code).toBe(0);
    const key = await keyFile(cwd);
    const call = ["encrypt", "a.png", "-o", "b.png", "--protection", "bare", ...key];
    expect((await runCli([...call, ...nonce], { cwd })).code).toBe(0);
    const fresh = call.with(3, "c.png");
    expect((await runCli(fresh, { cwd })).code).toBe(0);
    const [a, b, c] = await Promise.all(
      ["a.png.veil.png", "b.png", "c.png"].map(async (name) =>
        decodeImage(await readFile(join(cwd, name))),
      ),
    );
    expect(a!.data).toEqual(b!.data);
    expect(a!.data).not.toEqual(c!.data);
  });
});
