import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from "vitest";
import { openBuiltPage, type BuiltPage } from "./built-page.ts";
import { storedFiles } from "./stored-files.test.support.ts";

const cli = fileURLToPath(new URL("../../../core/bin/neuroveil.js", import.meta.url));
const run = promisify(execFile);

let site: BuiltPage;
let page: Page;
let folder: string;
let photo: Buffer;
/** Somebody's key file and recipient. */
let owner: { readonly file: string; readonly recipient: string };
let viewer: typeof owner;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-options-"));
  const noise = { type: "gaussian", mean: 120, sigma: 50 } as const;
  const create = { width: 90, height: 60, channels: 3, background: "teal", noise } as const;
  photo = await sharp({ create }).blur(3).jpeg().toBuffer();
  [owner, viewer] = [await keyPair("owner"), await keyPair("viewer")];
  site = await openBuiltPage();
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  page = await site.open();
});
afterEach(() => page.close());

async function keyPair(name: string): Promise<typeof owner> {
  const { stdout } = await run(process.execPath, [cli, "keygen"]);
  const file = join(folder, `${name}.txt`);
  await writeFile(file, stdout, { mode: 0o600 });
  return { file, recipient: /age1\w+/.exec(stdout)![0] };
}

async function choose(name: string, buffer: Buffer, count = 1): Promise<void> {
  const mimeType = "image/png";
  const files = Array.from({ length: count }, () => ({ name, buffer, mimeType }));
  await page.locator('input[type="file"][multiple]').first().setInputFiles(files);
  await page.locator(".panel .primary").waitFor();
}

async function act(): Promise<string> {
  await page.locator(".panel .primary:enabled").click();
  await page.locator(".said:not(:empty)").waitFor();
  return (await page.locator(".said").textContent())!;
}

async function save(): Promise<Buffer> {
  const download = page.waitForEvent("download");
  await page.locator(".item .row button:not(.cross)").click();
  return await readFile(await (await download).path());
}

/** Encrypts the photo for its owner, with the file and a preview for somebody else beside its pixels. */
async function encrypted(): Promise<Buffer> {
  await choose("photo.jpg", photo);
  await page.getByRole("radio", { name: "Key pair" }).check();
  await page.locator(".key textarea").fill(owner.recipient);
  await page.getByText("More choices").click();
  await page.getByLabel("Keep the file itself").check();
  await page.getByLabel("A small preview").selectOption("128 pixels");
  await page.getByLabel("Who may see the preview").fill(viewer.recipient);
  expect(await act()).toBe("1 done.");
  return await save();
}

test("the file and a preview lie beside the pixels, and the command line opens each", async () => {
  await writeFile(join(folder, "photo.jpg.veil.png"), await encrypted());
  const open = async (...options: string[]): Promise<Buffer> => {
    const [output] = options.splice(0, 1);
    const call = ["decrypt", "photo.jpg.veil.png", "-o", output!, ...options];
    await run(process.execPath, [cli, ...call], { cwd: folder });
    return await readFile(join(folder, output!));
  };
  expect((await open("back.jpg", "-i", owner.file)).equals(photo)).toBe(true);
  const pixels = await sharp(await open("pixels.png", "--as", "pixels", "-i", owner.file))
    .raw()
    .toBuffer();
  expect(pixels.equals(await sharp(photo).raw().toBuffer())).toBe(true);
  const preview = await open("small.png", "--preview", "-i", viewer.file);
  expect(await sharp(preview).metadata()).toMatchObject({ width: 90, height: 60 });
  await expect(open("no.jpg", "-i", viewer.file)).rejects.toMatchObject({ code: 1 });
});

test("the page opens all of it, its pixels, or the preview alone with a key of its own", async () => {
  const veiled = await encrypted();
  await page.getByRole("button", { name: "Start over" }).click();
  await choose("photo.jpg.veil.png", veiled);
  const key = page.locator(".key textarea");
  await page.getByRole("radio", { name: "Preview" }).check();
  await key.fill(await readFile(viewer.file, "utf8"));
  expect(await act()).toBe("1 done.");
  expect(await page.locator(".good").textContent()).toMatch(/^A preview/);
  expect((await sharp(await save()).metadata()).width).toBe(90);
  await page.getByRole("radio", { name: "All of it" }).check();
  expect(await act()).toBe("0 done, 1 refused.");
  await key.fill(await readFile(owner.file, "utf8"));
  expect(await act()).toBe("1 done.");
  expect((await save()).equals(photo)).toBe(true);
  await page.getByRole("button", { name: "Start over" }).click();
  await choose("photo.jpg.veil.png", veiled);
  await page.getByRole("radio", { name: "Its pixels" }).check();
  expect(await act()).toBe("1 done.");
  expect(await sharp(await save()).metadata()).toMatchObject({ format: "png", width: 90 });
});

/** Pixels, of a picture of three channels, in which two differ. */
async function differing(a: Buffer, b: Buffer): Promise<readonly (readonly [number, number])[]> {
  const [one, two] = await Promise.all([a, b].map((each) => sharp(each).raw().toBuffer()));
  const { width } = await sharp(a).metadata();
  return Array.from({ length: one!.length / 3 }, (_, i) => i)
    .filter((i) => !one!.subarray(3 * i, 3 * i + 3).equals(two!.subarray(3 * i, 3 * i + 3)))
    .map((i) => [i % width, Math.floor(i / width)]);
}

test("parts that are drawn are hidden, by pointer or by keys, and open for their readers alone", async () => {
  const picture = await sharp(photo).png().toBuffer();
  await choose("photo.png", picture);
  await page.getByRole("radio", { name: "Parts of it" }).check();
  await page.getByRole("radio", { name: "Key pair" }).check();
  await page.locator(".key textarea").fill(owner.recipient);
  await page.getByText("Draw a part on every picture.").waitFor();
  const board = page.locator(".board");
  const { x, y, width } = (await board.boundingBox())!;
  const pixel = width / 90;
  await page.mouse.move(x + 10.5 * pixel, y + 8.5 * pixel);
  await page.mouse.down();
  await page.mouse.move(x + 29.5 * pixel, y + 19.5 * pixel, { steps: 3 });
  await page.mouse.up();
  // What is held is moved.
  await page.mouse.move(x + 15 * pixel, y + 15 * pixel);
  await page.mouse.down();
  await page.mouse.move(x + 20 * pixel, y + 18 * pixel, { steps: 3 });
  await page.mouse.up();
  const numbers = (part: number): Promise<readonly string[]> =>
    page
      .getByRole("group", { name: `Part ${part}` })
      .locator('input[type="number"]')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  expect(await numbers(1)).toEqual(["15", "11", "20", "12"]);
  await page.getByRole("button", { name: "Add a part" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Part 2" }).getByLabel("Column").focus();
  for (const [i, number] of ["60", "40", "10", "8"].entries()) {
    if (i > 0) await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(number);
  }
  await page.keyboard.press("Tab");
  await page.keyboard.type(viewer.recipient);
  await page.keyboard.press("Tab");
  expect(await numbers(2)).toEqual(["60", "40", "10", "8"]);
  await page.locator(".panel .primary:enabled").focus();
  expect(await act()).toBe("1 done.");
  const veiled = await save();
  const hidden = await differing(veiled, picture);
  const inside = hidden.map(([column, row]) => {
    if (column >= 15 && column < 35 && row >= 11 && row < 23) return 1;
    return column >= 60 && column < 70 && row >= 40 && row < 48 ? 2 : 0;
  });
  expect(new Set(inside)).toEqual(new Set([1, 2]));
  expect(inside.length).toBeGreaterThan(310);
  await writeFile(join(folder, "parts.veil.png"), veiled);
  const call = ["decrypt", "parts.veil.png", "-o", "whole.png", "-i", owner.file];
  await run(process.execPath, [cli, ...call], { cwd: folder });
  expect(await differing(await readFile(join(folder, "whole.png")), picture)).toEqual([]);
  await page.getByRole("button", { name: "Start over" }).click();
  await choose("parts.veil.png", veiled);
  await page.getByText("2 parts hidden").waitFor();
  await page.locator(".key textarea").fill(await readFile(viewer.file, "utf8"));
  expect(await act()).toBe("1 done.");
  expect(await page.locator(".good").textContent()).toMatch(/^Verified: 1 of 2 parts opened/);
  const left = await differing(await save(), picture);
  expect(left.length).toBe(inside.filter((part) => part === 1).length);
});

test("choices are remembered, and nothing that opens or names anybody", async () => {
  await encrypted();
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  await page.reload();
  await choose("photo.jpg", photo);
  await page.getByText("More choices").click();
  expect(await page.getByLabel("Keep the file itself").isChecked()).toBe(true);
  expect(await page.getByLabel("A small preview").inputValue()).toBe("128");
  expect(await page.getByLabel("Who may see the preview").inputValue()).toBe("");
  expect(kept).not.toMatch(/age1|AGE-/);
  // What cannot be kept is not asked for, and comes back with what it was kept with.
  await page.getByLabel("Protection").selectOption({ index: 1 });
  expect(await page.getByLabel("Keep the file itself").isDisabled()).toBe(true);
  await page.getByRole("radio", { name: "Raw key" }).check();
  await page.locator(".key textarea").fill("ab".repeat(32));
  expect(await act()).toBe("1 done.");
});

/** Names in the folder that the page was given; it lies in the browser. */
async function namesInFolder(): Promise<readonly string[]> {
  return await page.evaluate(async () => {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names.toSorted();
  });
}

test("results go into a folder, beside what is there", async () => {
  await page.evaluate(() => {
    Object.assign(globalThis, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await choose("photo.jpg", photo, 2);
  await page.getByRole("radio", { name: "Raw key" }).check();
  await page.locator(".key textarea").fill("ab".repeat(32));
  expect(await act()).toBe("2 done.");
  const button = page.getByRole("button", { name: "Save into a folder" });
  await button.click();
  await page.getByText("2 saved.").waitFor();
  expect(await namesInFolder()).toEqual(["2-photo.jpg.veil.png", "photo.jpg.veil.png"]);
  await page.evaluate(() => {
    const aborted = new DOMException("", "AbortError");
    Object.assign(globalThis, { showDirectoryPicker: () => Promise.reject(aborted) });
  });
  await button.click();
  await page.evaluate(() => {
    const full = (): Promise<void> => Promise.reject(new Error("the disk is full"));
    FileSystemFileHandle.prototype.createWritable = full as never;
    Object.assign(globalThis, { showDirectoryPicker: () => navigator.storage.getDirectory() });
  });
  await button.click();
  await page.getByText("0 saved. photo.jpg.veil.png was not saved: the disk is full").waitFor();
  // Nothing empty is left.
  expect(await namesInFolder()).toHaveLength(2);
});

test("a zip is written piece by piece where a file can be chosen", async () => {
  await page.evaluate(() => {
    const showSaveFilePicker = async (): Promise<FileSystemFileHandle> =>
      await (await navigator.storage.getDirectory()).getFileHandle("all.zip", { create: true });
    Object.assign(globalThis, { showSaveFilePicker });
  });
  await choose("photo.jpg", photo, 2);
  await page.getByRole("radio", { name: "Raw key" }).check();
  await page.locator(".key textarea").fill("ab".repeat(32));
  expect(await act()).toBe("2 done.");
  await page.getByRole("button", { name: "Save all 2 as a zip" }).click();
  const written = async (): Promise<string> =>
    await page.evaluate(async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle("all.zip");
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      return [...bytes].map((byte) => String.fromCharCode(byte)).join("");
    });
  await expect.poll(async () => (await written()).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const zip = Buffer.from(await written(), "latin1");
  expect([...storedFiles(zip).keys()]).toEqual(["photo.jpg.veil.png", "2-photo.jpg.veil.png"]);
});

test("nothing left the page, and it had nothing to complain about", () => {
  expect(site.complaints).toEqual([]);
});
