import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateIdentity } from "neuroveil/keys";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const jpeg = new URL("../../../core/src/image/cases/jpeg-xmp.jpg", import.meta.url);

async function folder(): Promise<{ cwd: string; key: string[] }> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "a.jpg"), await readFile(jpeg));
  return { cwd, key: await keyFile(cwd) };
}

test("--keep-original gives back the file, and its samples with --as pixels", async () => {
  const { cwd, key } = await folder();
  await writePng(join(cwd, "b.png"), samplePicture(1));
  // Two, so that worker threads do it.
  const call = ["encrypt", "a.jpg", "b.png", "--cipher", "cnn-only", "--keep-original", ...key];
  expect(await runCli(call, { cwd })).toMatchObject({ code: 0, stderr: "" });
  const told = await runCli(["inspect", "a.jpg.veil.png", "--json"], { cwd });
  expect(JSON.parse(told.stdout)).toMatchObject({ payload: "pixels", original: true, version: 2 });
  const decrypt = ["decrypt", "a.jpg.veil.png", "b.png.veil.png", "-o", "out/", ...key];
  expect(await runCli(decrypt, { cwd })).toMatchObject({ code: 0, stderr: "" });
  for (const name of ["a.jpg", "b.png"]) {
    expect(await readFile(join(cwd, "out", name))).toEqual(await readFile(join(cwd, name)));
  }
  const pixels = await runCli([...decrypt, "--as", "pixels", "--force", "--json"], { cwd });
  expect(JSON.parse(pixels.stdout)).toMatchObject({
    results: [{ output: join("out", "a.png") }, { output: join("out", "b.png") }],
  });
  const { data } = await decodeImage(await readFile(join(cwd, "out", "a.png")));
  expect(data).toEqual((await decodeImage(await readFile(jpeg))).data);
});

test("--preview opens for --preview-recipient, who cannot open the image", async () => {
  const { cwd, key } = await folder();
  const { identity, recipient } = await generateIdentity();
  await writeFile(join(cwd, "viewer.txt"), `${identity}\n`, { mode: 0o600 });
  const call = ["encrypt", "a.jpg", "--cipher", "cnn-only", "--preview", "16", ...key];
  const encrypted = await runCli([...call, "--preview-recipient", recipient], { cwd });
  expect(encrypted.code).toBe(0);
  const told = await runCli(["inspect", "a.jpg.veil.png", "--json"], { cwd });
  expect(JSON.parse(told.stdout)).toMatchObject({
    preview: { key: { wrapped: true, stanzas: ["X25519"] } },
  });
  const lines = (await runCli(["inspect", "a.jpg.veil.png"], { cwd })).stdout;
  expect(lines).toMatch(/preview +\d+ × \d+, wrapped for an age recipient/);
  const viewer = ["-i", "viewer.txt"];
  const planned = await runCli(["decrypt", "a.jpg.veil.png", "--preview", "--dry-run", ...viewer], {
    cwd,
  });
  expect(planned).toMatchObject({ code: 0 });
  const opened = await runCli(["decrypt", "a.jpg.veil.png", "--preview", ...viewer], { cwd });
  expect(opened).toMatchObject({ code: 0 });
  const { width, height } = await decodeImage(await readFile(join(cwd, "a.preview.png")));
  expect(Math.max(width, height)).toBe(16);
  const image = await runCli(["decrypt", "a.jpg.veil.png", "-o", "x/", ...viewer], { cwd });
  expect(image).toMatchObject({ code: 1 });
  const others = await runCli(["decrypt", "a.jpg.veil.png", "--preview", "--force", ...key], {
    cwd,
  });
  expect(others).toMatchObject({ code: 1 });
});

test("--tile opens a part alone, of a sealed image", async () => {
  const { cwd, key } = await folder();
  await writePng(join(cwd, "b.png"), samplePicture(1));
  await runCli(["encrypt", "b.png", "--cipher", "cnn-only", ...key], { cwd });
  const call = ["decrypt", "b.png.veil.png", "--tile", "3,5,7,9", ...key];
  const opened = await runCli(call, { cwd });
  expect(opened.code).toBe(0);
  const { width, height, data } = await decodeImage(await readFile(join(cwd, "b.3-5-7-9.png")));
  const whole = samplePicture(1);
  expect([width, height]).toEqual([7, 9]);
  const pixel = (5 * whole.width + 3) * whole.channels;
  expect(data.subarray(0, 21)).toEqual(whole.data.subarray(pixel, pixel + 21));
  for (const [flags, code] of [
    [["--tile", "3,5,7"], 2],
    [["--tile", "0,0,9999,1", "--force"], 1],
    [["--tile", "0,0,1,1", "--check"], 2],
  ] as const) {
    const refused = await runCli(["decrypt", "b.png.veil.png", ...flags, ...key], { cwd });
    expect(refused.code, flags.join(" ")).toBe(code);
  }
});

test.each([
  [["--keep-original", "--protection", "bare"], /--keep-original with --protection sealed only/],
  [["--keep-original", "--payload", "file"], /--keep-original for pixels/],
  [["--keep-original", "--with", "a.jpg"], /--keep-original for one image/],
  [["--keep-original", "--lossy", "--cipher", "conv-autoencoder"], /--keep-original or --lossy/],
  [["--preview", "8"], /16 to 1024 pixels/],
  [["--preview", "64", "--payload", "file"], /--preview for pixels/],
  [["--preview-recipient", "age1x"], /together with --preview/],
])("encrypt refuses %s", async (flags, message) => {
  const { cwd, key } = await folder();
  const call = await runCli(["encrypt", "a.jpg", ...flags, ...key], { cwd });
  expect(call.code).toBe(2);
  expect(call.stderr).toMatch(message);
});
