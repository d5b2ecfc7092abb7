import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ElementHandle, Page } from "puppeteer-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishPage, type PublishedPage } from "./built-page.ts";

const support = new URL("../../../core/src/browser/firefox.test.support.ts", import.meta.url);
const { firefoxPath, openFirefox } = (await import(support.href)) as {
  readonly firefoxPath: () => string | undefined;
  readonly openFirefox: (path: string) => Promise<Browser>;
};
const path = firefoxPath();
if (path === undefined)
  console.warn("Firefox was not tried: expected one to be installed, or FIREFOX to name it");

describe.skipIf(path === undefined)("the page in Firefox", () => {
  let site: PublishedPage;
  let browser: Browser;
  let page: Page;
  let folder: string;
  let file: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "neuroveil-firefox-"));
    file = join(folder, "own.png");
    const noise = { type: "gaussian", mean: 120, sigma: 50 } as const;
    const create = { width: 61, height: 47, channels: 3, background: "teal", noise } as const;
    await writeFile(file, await sharp({ create }).blur(4).png().toBuffer());
    site = await publishPage();
    browser = await openFirefox(path!);
    page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(site.url);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true });
  });

  async function choose(selector: string): Promise<void> {
    const input = (await page.waitForSelector(selector)) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(file);
  }

  test("encrypts, decrypts and compares", async () => {
    await choose('input[type="file"][multiple]');
    const raw = await page.waitForSelector('input[type="radio"][value="file"]');
    await raw!.evaluate((radio) => radio.click());
    await (await page.waitForSelector("textarea"))!.type("ab".repeat(32));
    await (await page.waitForSelector(".panel .primary:enabled"))!.click();
    await page.waitForSelector(".item.done");
    expect(await page.$eval(".said", (said) => said.textContent)).toBe("1 done.");
  });

  test("breaks six ciphers, and not what stands beside them", async () => {
    await page.goto(`${site.url}#break`);
    await choose('.subject input[type="file"]');
    const cards = await page.$$(".cards .attack");
    expect(cards).toHaveLength(6);
    for (const card of cards) {
      await (await card.waitForSelector(".primary:enabled"))!.click();
      await card.waitForSelector(".trio");
      const verdicts = await card.$$eval(".verdict", (all) => all.map((each) => each.textContent));
      expect(verdicts).toEqual(["broken", "stands"]);
    }
  });

  test("runs a cipher of one's own, which reaches no network", async () => {
    await page.goto(`${site.url}#measure`);
    await choose('.subject input[type="file"]');
    await (await page.waitForSelector(".own > summary"))!.click();
    const measured = (await page.waitForSelector(".own textarea"))!;
    const text = await measured.evaluate((area) => area.value);
    await (await page.$(".own .primary"))!.click();
    await page.waitForSelector(".tried");
    const asked = text.replace(
      "async (raster, key) =>",
      `async (raster, key) => await fetch("${site.url}") &&`,
    );
    await measured.evaluate((area, changed) => {
      area.value = changed;
      area.dispatchEvent(new Event("input"));
    }, asked);
    await (await page.waitForSelector(".own .primary"))!.click();
    const bad = await page.waitForSelector(".own .bad");
    expect(await bad!.evaluate((words) => words.textContent)).toMatch(/the error "NetworkError/);
    // Firefox tells the page of what the policy has stopped.
    const others = complaints.filter((each) => !each.includes("Content-Security-Policy"));
    complaints.splice(0, complaints.length, ...others);
  });

  test.each(["look?scene=3&cipher=xor-reused .figures h3", "understand .checks .good"])(
    "shows %s",
    async (place) => {
      const [hash = "", ...selector] = place.split(" ");
      await page.goto(`${site.url}#${hash}`);
      expect(await page.waitForSelector(selector.join(" "))).not.toBeNull();
    },
  );

  test("nothing is complained about", () => expect(complaints).toEqual([]));
});
