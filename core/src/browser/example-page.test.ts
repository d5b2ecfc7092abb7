import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { build } from "vite";
import { decodeImage, encodeImage, type Image } from "../image/index.ts";
import { openBrowser } from "./launch.test.support.ts";
import { openSite } from "./site.test.support.ts";

const example = fileURLToPath(new URL("../../../examples/page", import.meta.url));
const data = Uint8Array.from({ length: 40 * 30 * 3 }, (_, i) => i * 5);
const picture: Image = {
  width: 40,
  height: 30,
  channels: 3,
  bits: 8,
  colour: "rgb",
  data,
  metadata: {},
};

test("the example's page encrypts a picture, brings it back and refuses what is none", async () => {
  const outDir = await mkdtemp(join(tmpdir(), "neuroveil-page-"));
  await build({ root: example, configFile: false, logLevel: "error", build: { outDir } });
  const plain = Buffer.from((await encodeImage(picture)).bytes);
  const site = await openSite(outDir, false);
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const requests: string[] = [];
    await page.goto(site.url);
    page.on("request", (request) => requests.push(request.url()));
    const choose = async (name: string, buffer: Buffer): Promise<string> => {
      await page.setInputFiles("#file", { name, mimeType: "image/png", buffer });
      await page.waitForSelector("#file:enabled");
      return (await page.textContent("#status"))!;
    };
    const saved = async (): Promise<Buffer> => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#result")]);
      return readFile(await download.path());
    };
    await page.fill("#passphrase", "a passphrase of this test");
    expect(await choose("scene.png", plain)).toBe("Encrypted.");
    const veiled = await saved();
    expect((await decodeImage(veiled)).data).not.toEqual(data);
    expect(await choose("scene.png.veil.png", veiled)).toMatch(/^Verified/);
    expect((await decodeImage(await saved())).data).toEqual(data);
    expect(await choose("plain.veil.png", plain)).toMatch(/^expected an image that neuroveil/);
    const elsewhere = requests.filter(
      (url) => !/^(blob|data):/.test(url) && !url.startsWith(site.url),
    );
    expect(elsewhere).toEqual([]);
  } finally {
    await browser.close();
    await site.close();
    await rm(outDir, { recursive: true });
  }
});
