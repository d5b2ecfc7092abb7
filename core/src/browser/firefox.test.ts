import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeImage, encodeImage, type Image } from "../image/index.ts";
import { decrypt } from "../index.ts";
import { firefoxPath, openFirefox } from "./firefox.test.support.ts";
import { loadVectors } from "./load-vectors.test.support.ts";
import { buildPage, type BuiltPage } from "./open-page.test.support.ts";

const path = firefoxPath();
if (path === undefined)
  console.warn("Firefox was not tried: expected one to be installed, or FIREFOX to name it");

describe.skipIf(path === undefined).each([
  { isolated: false, threads: "on one thread" },
  { isolated: true, threads: "on threads" },
])("Firefox $threads", ({ isolated }) => {
  let built: BuiltPage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    built = await buildPage(isolated);
    browser = await openFirefox(path!);
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(built.url);
    await page.waitForFunction(() => "neuroveil" in globalThis);
  });
  afterAll(async () => {
    await browser.close();
    await built.close();
  });

  test.each(["valid", "invalid"] as const)("all %s vectors give what they must", async (kind) => {
    const vectors = await loadVectors(kind);
    const opened = await page.evaluate(async (list) => {
      const found: unknown[] = [];
      for (const vector of list) found.push(await neuroveil.openVector(vector));
      return found;
    }, vectors);
    expect(vectors.length).toBeGreaterThan(10);
    vectors.forEach((vector, i) => expect(opened[i], vector.name).toEqual(vector.expect));
  });

  test("what it encrypts, Node decrypts to the same samples", async () => {
    // Large enough for threads.
    const width = 700;
    const height = 521;
    const data = new Uint8Array(3 * width * height).map((_, i) => (i * i) >> 5);
    const image: Image = {
      width,
      height,
      channels: 3,
      bits: 8,
      colour: "rgb",
      data,
      metadata: {},
    };
    const key = "07".repeat(32);
    const at = built.put((await encodeImage(image)).bytes);
    const sealed = await page.evaluate(
      async (at, key) => {
        const { library, keys, take, encodeBase64 } = neuroveil;
        const bytes = await library.encrypt(await take(at), { key: keys.parseKeyFile(key) });
        return { base64: encodeBase64(bytes), isolated: crossOriginIsolated };
      },
      at,
      key,
    );
    expect(sealed.isolated).toBe(isolated);
    const { bytes } = await decrypt(Buffer.from(sealed.base64, "base64"), {
      key: Buffer.from(key, "hex"),
    });
    expect(Buffer.compare((await decodeImage(bytes)).data, data)).toBe(0);
  });

  test("nothing is complained about", () => expect(complaints).toEqual([]));
});
