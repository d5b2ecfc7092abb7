import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { drawScene } from "@neuroveil/lab/scene";
import type { Download, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBuiltPage, type BuiltPage } from "./built-page.ts";
import { buildSingle } from "./single.ts";
import { storedFiles } from "./stored-files.test.support.ts";

const cli = fileURLToPath(new URL("../../../core/bin/neuroveil.js", import.meta.url));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const run = promisify(execFile);

let site: BuiltPage;
let folder: string;
/** Pictures by name. */
const pictures = new Map<string, Buffer>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-page-"));
  const noise = { type: "gaussian", mean: 120, sigma: 50 } as const;
  const scene = sharp({
    create: { width: 61, height: 47, channels: 3, background: "teal", noise },
  });
  const rgb = await scene.png().toBuffer();
  const deep = sharp(rgb).toColourspace("rgb16");
  pictures.set("rgb.png", rgb);
  pictures.set("deep.png", await deep.linear(1, 0.3).png().toBuffer());
  pictures.set("alpha.png", await sharp(rgb).ensureAlpha(0.4).png().toBuffer());
  pictures.set("palette.png", await sharp(rgb).png({ palette: true, colours: 16 }).toBuffer());
  pictures.set("photo.jpg", await sharp(rgb).jpeg().toBuffer());
  pictures.set("web.webp", await sharp(rgb).webp().toBuffer());
  site = await openBuiltPage();
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true });
});

interface Chosen {
  readonly name: string;
  readonly buffer: Buffer;
}

/** Chooses files as a person does, and waits until the page has recognised them. */
async function choose(page: Page, files: readonly Chosen[]): Promise<void> {
  const input = page.locator('input[type="file"][multiple]').first();
  await input.setInputFiles(files.map((file) => ({ ...file, mimeType: "image/png" })));
  await page.locator(".panel .primary").waitFor();
}

async function read(download: Promise<Download>): Promise<Chosen> {
  const saved = await download;
  return { name: saved.suggestedFilename(), buffer: await readFile(await saved.path()) };
}

/** Saves what came of every picture. */
async function saveEach(page: Page): Promise<readonly Chosen[]> {
  const saved: Chosen[] = [];
  for (const button of await page.locator(".item .row button:not(.cross)").all()) {
    const download = page.waitForEvent("download");
    await button.click();
    saved.push(await read(download));
  }
  return saved;
}

/** Presses the button and waits until everything is done or refused. */
async function act(page: Page): Promise<string> {
  await page.locator(".panel .primary:enabled").click();
  const said = page.locator(".said:not(:empty)");
  await said.waitFor();
  return (await said.textContent())!;
}

async function samplesOf(file: Buffer): Promise<{ readonly data: Buffer; readonly depth: string }> {
  const { depth } = await sharp(file).metadata();
  const image = sharp(file);
  const raw =
    depth === "ushort" ? image.toColourspace("rgb16").raw({ depth: "ushort" }) : image.raw();
  return { data: await raw.toBuffer(), depth };
}

test("loads little before anybody does something", async () => {
  const page = await site.open();
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name),
  );
  const files = await Promise.all(
    ["index.html", ...loaded.filter((name) => name.startsWith(site.url))].map((name) =>
      readFile(join(site.folder, name.replace(site.url, ""))),
    ),
  );
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(files.length).toBeGreaterThan(3);
  expect(bytes).toBeLessThan(120_000);
  await page.close();
});

describe("between page and command line", () => {
  let page: Page;
  let identity: string;
  let recipient: string;
  beforeAll(async () => {
    page = await site.open();
  });
  afterAll(() => page.close());

  test("what the page encrypts, the command line opens, bit for bit", async () => {
    await choose(
      page,
      [...pictures].map(([name, buffer]) => ({ name, buffer })),
    );
    await page.getByRole("radio", { name: "Key pair" }).check();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Make a key pair" }).click();
    const key = await read(download);
    identity = key.buffer.toString();
    recipient = await page.locator("textarea").inputValue();
    expect(recipient).toMatch(/^age1/);
    await writeFile(join(folder, "key.txt"), identity, { mode: 0o600 });
    expect(await act(page)).toBe(`${pictures.size} done.`);
    const there = join(folder, "veiled");
    await mkdir(there);
    const saved = await saveEach(page);
    expect(saved.map(({ name }) => name)).toEqual(
      [...pictures.keys()].map((name) => `${name}.veil.png`),
    );
    for (const { name, buffer } of saved) await writeFile(join(there, name), buffer);
    const back = join(folder, "back");
    const call = ["decrypt", there, "--output", back, "--identity", join(folder, "key.txt")];
    await run(process.execPath, [cli, ...call]);
    for (const [name, original] of pictures) {
      const restored = await readFile(join(back, name.replace(/\.(?:jpg|webp)$/, ".png")));
      expect(await samplesOf(restored)).toEqual(await samplesOf(original));
    }
  });

  test("what the command line encrypts, the page opens, bit for bit", async () => {
    const plain = join(folder, "plain");
    await mkdir(plain);
    for (const [name, buffer] of pictures) await writeFile(join(plain, name), buffer);
    const there = join(folder, "from-cli");
    const call = ["encrypt", plain, "--output", there, "--recipient", recipient];
    await run(process.execPath, [cli, ...call]);
    await page.getByRole("button", { name: "Start over" }).click();
    const files = await Promise.all(
      [...pictures.keys()].map(async (name) => ({
        name: `${name}.veil.png`,
        buffer: await readFile(join(there, `${name}.veil.png`)),
      })),
    );
    await choose(page, files);
    // It was encrypted for a recipient, so the page asks for an identity.
    await page.getByRole("radio", { name: "My key" }).check();
    await page.locator("textarea").fill(identity);
    expect(await act(page)).toBe(`${pictures.size} done.`);
    const saved = await saveEach(page);
    for (const [i, [name, original]] of [...pictures].entries()) {
      const restored = saved[i]!;
      expect(restored.name).toBe(name.replace(/\.(?:jpg|webp)$/, ".png"));
      expect(await samplesOf(restored.buffer)).toEqual(await samplesOf(original));
    }
  });

  test("a wrong key, a change and a broken picture are refused in plain words", async () => {
    const veiled = await readFile(join(folder, "from-cli", "rgb.png.veil.png"));
    const changed = Buffer.from(veiled);
    changed[changed.length - 3000]! ^= 1;
    const broken = pictures.get("rgb.png")!.subarray(0, 300);
    await page.getByRole("button", { name: "Start over" }).click();
    await choose(page, [{ name: "a.veil.png", buffer: veiled }]);
    const { stdout } = await run(process.execPath, [cli, "keygen"]);
    await page.locator("textarea").fill(stdout);
    expect(await act(page)).toBe("0 done, 1 refused.");
    expect(await page.locator(".bad").textContent()).toMatch(/^This key does not open it/);
    await page.getByRole("button", { name: "Start over" }).click();
    await choose(page, [{ name: "b.veil.png", buffer: changed }]);
    await page.locator("textarea").fill(identity);
    expect(await act(page)).toBe("0 done, 1 refused.");
    expect(await page.locator(".bad").textContent()).toMatch(/changed after|damaged/);
    expect(await page.locator(".item .row button:not(.cross)").count()).toBe(0);
    await page.getByRole("button", { name: "Start over" }).click();
    await choose(page, [{ name: "c.png", buffer: broken }]);
    await page.locator("textarea").fill(recipient);
    expect(await act(page)).toBe("0 done, 1 refused.");
    expect(await page.locator(".bad").textContent()).toMatch(/damaged/);
  });

  test("fifty pictures become one zip, by keyboard alone", async () => {
    const own = await site.open();
    // As in a browser that lets no page write into files.
    await own.evaluate(() => Object.assign(globalThis, { showSaveFilePicker: undefined }));
    const buffer = pictures.get("rgb.png")!;
    // The browser is told before any key is pressed that the test answers for its dialogue.
    const chooser = own.waitForEvent("filechooser");
    await own.locator(".hero").waitFor();
    await own.keyboard.press("Tab");
    for (let step = 0; step < 20; step++) {
      const type = await own.evaluate(() => document.activeElement?.getAttribute("type"));
      if (type === "file") break;
      await own.keyboard.press("Tab");
    }
    await own.keyboard.press("Space");
    const files = Array.from({ length: 50 }, (_, i) => `${i}.png`);
    await (await chooser).setFiles(files.map((name) => ({ name, buffer, mimeType: "image/png" })));
    const password = own.locator('input[type="password"]');
    await password.first().focus();
    await own.keyboard.type("a passphrase of this test");
    await own.keyboard.press("Tab");
    await own.keyboard.type("a passphrase of this test");
    await own.locator(".panel .primary:enabled").waitFor();
    await own.keyboard.press("Enter");
    await own.locator(".said:not(:empty)").waitFor({ timeout: 60_000 });
    const save = own.getByRole("button", { name: "Save all 50 as a zip" });
    await save.focus();
    const download = own.waitForEvent("download");
    await own.keyboard.press("Enter");
    const zip = await read(download);
    const stored = storedFiles(zip.buffer);
    expect([...stored.keys()].toSorted()).toEqual(
      files.map((name) => `${name}.veil.png`).toSorted(),
    );
    expect((await sharp(stored.get("7.png.veil.png")).metadata()).width).toBe(61);
    await own.close();
  });

  test("stops when it is told to, and goes on afterwards", async () => {
    const own = await site.open();
    const large = await sharp({
      create: { width: 3000, height: 2500, channels: 3, background: "teal" },
    })
      .png()
      .toBuffer();
    await choose(own, [{ name: "large.png", buffer: large }]);
    await own.getByRole("radio", { name: "Raw key" }).check();
    await own.locator("textarea").fill("ab".repeat(32));
    await own.locator(".panel .primary:enabled").click();
    await own.getByRole("button", { name: "Cancel" }).click();
    await own.getByText("Stopped", { exact: true }).waitFor();
    await own.locator("textarea").fill("cd".repeat(32));
    expect(await act(own)).toBe("1 done.");
    await own.close();
  });
});

describe("the laboratory", () => {
  let page: Page;
  beforeAll(async () => {
    page = await site.open();
  });
  afterAll(() => page.close());

  test("shows a picture that was linked, and the figures of a report", async () => {
    await page.goto(`${site.url}#look?scene=3&cipher=xor-reused`);
    await page.locator(".figures h3").first().waitFor();
    expect(await page.locator(".figures h3").allTextContents()).toEqual([
      "Samples, one by one",
      "Histograms",
      "Samples beside their neighbours",
      "Bits of the green channel",
      "What a small change does",
    ]);
    // A mask that ignores the image changes one sample where one changed.
    expect(await page.locator(".figures figcaption").allTextContents()).toContain(
      "One sample in the middle changed by one, same key, same nonce: 1 of 786,432 samples differs, ringed.",
    );
  });

  test("shows samples one by one, where it is told to", async () => {
    const { width, data } = drawScene(3, 512);
    const samples = page.locator(".figures figure", { hasText: "Plain, from" }).locator(".sample");
    await page.getByRole("spinbutton", { name: "Column" }).fill("100");
    await page.getByRole("spinbutton", { name: "Row" }).fill("9999");
    await page.keyboard.press("Enter");
    await page.getByText("Plain, from column 100, row 506").waitFor();
    const first = 3 * (506 * width + 100);
    expect((await samples.allTextContents()).map(Number)).toEqual(
      Array.from({ length: 6 }, (_, row) => [
        ...data.subarray(first + 3 * row * width, first + 3 * row * width + 24),
      ]).flat(),
    );
    await page.locator(".chooser").click({ position: { x: 10, y: 10 } });
    await page.getByText(/^Cipher, from column 2\d, row 2\d$/).waitFor();
  });

  test("a link brings back what was looked at", async () => {
    await page.goto(`${site.url}#break?cipher=hybrid&noise=0&cut=20&scene=4`);
    await page.locator("#damage figure").first().waitFor();
    expect(await page.locator("#damage select").inputValue()).toBe("hybrid");
    await page.getByRole("slider", { name: "Cut out of the middle: 20 %" }).fill("30");
    await page.waitForFunction(() => location.hash.includes("cut=30"));
    expect(page.url()).toBe(`${site.url}#break?cipher=hybrid&noise=0&cut=30&scene=4`);
  });

  test("breaks six ciphers on a visitor's picture, and not what stands beside them", async () => {
    await page.goto(`${site.url}#break`);
    const buffer = await sharp(pictures.get("rgb.png")).blur(4).toBuffer();
    const own = page.locator('.subject input[type="file"]');
    await own.setInputFiles({ name: "own.png", mimeType: "image/png", buffer });
    for (const card of await page.locator(".cards .attack").all()) {
      await card.locator(".primary").click();
      await card.locator(".trio").waitFor({ timeout: 60_000 });
      const verdicts = await card.locator(".verdict").allTextContents();
      expect([await card.getAttribute("id"), ...verdicts]).toEqual([
        await card.getAttribute("id"),
        "broken",
        "stands",
      ]);
      expect(await card.locator(".trio figure:nth-child(2) img").count()).toBe(1);
    }
  });
});

describe("what is measured and explained", () => {
  let page: Page;
  beforeAll(async () => {
    page = await site.open();
  });
  afterAll(() => page.close());

  test("hybrid and the canary pass, what repeats a nonce does not, and a report says so", async () => {
    await page.goto(`${site.url}#measure`);
    const buffer = pictures.get("rgb.png")!;
    const own = page.locator('.subject input[type="file"]');
    await own.setInputFiles({ name: "own.png", mimeType: "image/png", buffer });
    await page.locator(".tools .primary").click();
    await page.locator(".verdicts").waitFor();
    const verdicts = await page.locator(".verdicts .verdict").allTextContents();
    expect(verdicts.map((words) => words.split(" ")[0])).toEqual(["passes", "fails", "passes"]);
    const json = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the figures (JSON)" }).click();
    const { results } = JSON.parse((await read(json)).buffer.toString()) as {
      readonly results: readonly { readonly cipher: string }[];
    };
    expect(results.map(({ cipher }) => cipher)).toEqual(["hybrid", "aes-256-ctr", "canary"]);
    const report = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the report" }).click();
    expect((await read(report)).buffer.toString()).toMatch(/^<!doctype html>[^]*canary/);
    const csv = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the figures (CSV)" }).click();
    const lines = (await read(csv)).buffer.toString().trimEnd().split("\n");
    expect(lines[0]).toMatch(/^cipher,metric,channel,verdict,value,/);
    expect(new Set(lines.map((each) => each.split(",").length))).toEqual(new Set([10]));
    expect(lines.find((each) => each.startsWith("canary,entropy,"))).toMatch(/,7\.9\d+,/);
  });

  test("the steps of the hybrid cipher give what the library gives, and come back", async () => {
    await page.goto(`${site.url}#understand`);
    await page.locator(".checks").waitFor();
    expect(await page.locator(".checks .good").count()).toBe(2);
    await page.getByRole("button", { name: "Change one sample" }).click();
    await page.locator(".vector mark").first().waitFor();
    // A byte stays as it is once in 256 times: 11 of 32 would be far beyond chance.
    expect(await page.locator(".vector mark").count()).toBeGreaterThan(20);
    expect(await page.locator(".checks .good").count()).toBe(2);
  });

  test("without a network it is all there", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.goto(site.url);
    await page.reload();
    await choose(page, [{ name: "rgb.png", buffer: pictures.get("rgb.png")! }]);
    await page.getByRole("radio", { name: "Raw key" }).check();
    await page.locator("textarea").fill("ab".repeat(32));
    expect(await act(page)).toBe("1 done.");
    await page.context().setOffline(false);
  });
});

test("one file from a disk does it all, and is the one whose SHA-256 is told", async () => {
  const single = join(folder, "single");
  const sum = await buildSingle(single);
  const file = join(single, "neuroveil.html");
  expect(
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  ).toBe(sum);
  const page = await site.open({}, pathToFileURL(file).href);
  const names = ["rgb.png", "photo.jpg"];
  await choose(
    page,
    names.map((name) => ({ name, buffer: pictures.get(name)! })),
  );
  await page.getByRole("radio", { name: "Raw key" }).check();
  await page.locator("textarea").fill("ab".repeat(32));
  expect(await act(page)).toBe("2 done.");
  await page.getByRole("link", { name: "Understand" }).click();
  await page.locator(".checks").waitFor();
  expect(await page.locator(".checks .good").count()).toBe(2);
  await page.getByRole("link", { name: "Measure" }).click();
  await page.locator(".own > summary").click();
  await page.locator(".own textarea").fill("export default 7;");
  await page.locator(".own .primary").click();
  // It was run, in a frame of this page.
  expect(await page.locator(".own .bad").textContent()).toMatch(/got number;/);
  await page.close();
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing serious", async () => {
    const page = await site.open({ colorScheme, bypassCSP: true });
    await page.addScriptTag({ path: axe });
    const serious = async (): Promise<readonly string[]> =>
      await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { readonly axe: typeof import("axe-core") };
        const { violations } = await axe.run();
        return violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
    expect(await serious()).toEqual([]);
    await choose(page, [{ name: "rgb.png", buffer: pictures.get("rgb.png")! }]);
    await page.locator("summary").click();
    await page.getByRole("radio", { name: "Parts of it" }).check();
    await page.getByRole("button", { name: "Add a part" }).click();
    expect(await serious()).toEqual([]);
    await page.goto(`${site.url}#look?scene=2&cipher=conv-single`);
    await page.locator(".figures h3").first().waitFor();
    expect(await serious()).toEqual([]);
    await page.goto(`${site.url}#break`);
    await page.locator("#damage figure").first().waitFor();
    expect(await serious()).toEqual([]);
    await page.goto(`${site.url}#understand`);
    await page.locator(".attractor").waitFor();
    expect(await serious()).toEqual([]);
    await page.goto(`${site.url}#measure`);
    await page.locator(".tools .primary").waitFor();
    await page.locator(".own > summary").click();
    expect(await serious()).toEqual([]);
    await page.close();
  });
});

test("nothing left the page, and it had nothing to complain about", () => {
  expect(site.complaints).toEqual([]);
});
