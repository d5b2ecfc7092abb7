import { afterAll, beforeAll, expect, test } from "vitest";
import { loadVectors } from "./load-vectors.test.support.ts";
import { openPage, type TestPage } from "./open-page.test.support.ts";

const valid = await loadVectors("valid");
const invalid = await loadVectors("invalid");
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
