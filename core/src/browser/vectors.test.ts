import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Vector } from "../vectors/vector.ts";
import { openPage, type TestPage } from "./open-page.test.support.ts";

const folder = fileURLToPath(new URL("../../../vectors/", import.meta.url));

async function load(kind: "valid" | "invalid"): Promise<Vector[]> {
  const files = await readdir(`${folder}${kind}`);
  const texts = await Promise.all(
    files.map((file) => readFile(`${folder}${kind}/${file}`, "utf8")),
  );
  return texts.map((text) => JSON.parse(text) as Vector);
}

const valid = await load("valid");
const invalid = await load("invalid");
const hybrid = valid.filter(({ expect }) => "cipher" in expect && expect.cipher === "hybrid");

let site: TestPage;
beforeAll(async () => (site = await openPage(false)));
afterAll(() => site.close());

test.each(valid)("$name opens in Chromium to the same bytes", async (vector) => {
  const opened = await site.page.evaluate((vector) => neuroveil.openVector(vector), vector);
  expect(opened).toEqual(vector.expect);
});

test.each(hybrid)("$name opens with the TypeScript reference in Chromium", async (vector) => {
  const opened = await site.page.evaluate(async (vector) => {
    const { ciphers, hybridWeights: weights, openVector } = neuroveil;
    const reference = await ciphers.hybridVariant({ id: ciphers.defaultCipher, weights });
    return await openVector(vector, [reference]);
  }, vector);
  expect(opened).toEqual(vector.expect);
});

test.each(invalid)("$name is refused in Chromium: $description", async (vector) => {
  const opened = await site.page.evaluate((vector) => neuroveil.openVector(vector), vector);
  expect(opened).toEqual(vector.expect);
});

test("nothing is complained about", () => {
  expect(site.complaints).toEqual([]);
});
