import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { drawScene } from "@neuroveil/lab/datasets";
import { encodeImage, decodeImage, type Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { drawReadmePicture } from "./readme-picture.ts";
import { sideBySide } from "./side-by-side.ts";
import { changeOneSample } from "./tamper.ts";

const demo = fileURLToPath(new URL("../../dist/demo/demo.js", import.meta.url));

test("npm run demo: draws a scene, encrypts, restores, shows the refusal and metrics", async () => {
  const cwd = await temporaryFolder();
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo], { cwd });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/every sample is the same/);
  expect(stdout).toMatch(/refused: expected/);
  expect(stdout).toMatch(/^entropy +7\.\d+ +7\.999\d+ +7\.999\d+ ±/m);
  expect((await readdir(join(cwd, "demo"))).toSorted()).toEqual([
    "cipher.veil.png",
    "key.txt",
    "plain.png",
    "restored.png",
    "side-by-side.png",
  ]);
  const restored = await decodeImage(await readFile(join(cwd, "demo/restored.png")));
  expect(Buffer.compare(restored.data, drawScene().data)).toBe(0);
});

test("npm run demo -- IMAGE takes a path relative to where npm was called", async () => {
  const cwd = await temporaryFolder();
  const where = await temporaryFolder();
  await writePng(join(where, "mine.png"));
  const env = { ...process.env, INIT_CWD: where };
  const { stdout } = await promisify(execFile)(process.execPath, [demo, "mine.png"], { cwd, env });
  expect(stdout).toMatch(/mine\.png, 40 × 30/);
});

test("the README's picture is the one that `node cli/dist/demo/draw-readme-picture.js` draws", async () => {
  const path = fileURLToPath(new URL("../../../docs/images/demo.png", import.meta.url));
  const [committed, drawn] = await Promise.all([readFile(path), drawReadmePicture()].map(decode));
  expect(Buffer.compare(committed!.data, drawn!.data)).toBe(0);
});

test("one sample changed is one sample changed, in a PNG that is valid again", async () => {
  const { bytes } = await encodeImage(samplePicture());
  for (const at of [0, 0.5, 1]) {
    const { data } = await decodeImage(changeOneSample(bytes, at));
    expect(data).not.toEqual(samplePicture().data);
  }
});

test("pictures side by side: depth, colour model and transparency as a screen shows them", () => {
  const one = (image: Pick<Image, "channels" | "bits" | "colour">, data: number[]): number[] => {
    const picture = { width: 1, height: 1, metadata: {}, ...image, data: Uint8Array.from(data) };
    return [...sideBySide(picture, picture, 8).data.subarray(0, 3)];
  };
  expect(one({ channels: 1, bits: 1, colour: "gray" }, [1])).toEqual([255, 255, 255]);
  expect(one({ channels: 1, bits: 16, colour: "gray" }, [0x80, 0xff])).toEqual([128, 128, 128]);
  expect(one({ channels: 2, bits: 8, colour: "gray-alpha" }, [0, 0])).toEqual([255, 255, 255]);
  expect(one({ channels: 4, bits: 8, colour: "rgba" }, [9, 8, 7, 255])).toEqual([9, 8, 7]);
  expect(one({ channels: 4, bits: 8, colour: "cmyk" }, [0, 255, 255, 0])).toEqual([255, 0, 0]);
});

async function decode(bytes: Promise<Uint8Array>): Promise<Image> {
  return decodeImage(await bytes);
}
