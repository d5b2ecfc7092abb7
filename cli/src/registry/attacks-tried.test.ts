import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { attacksTried } from "./attacks-tried.ts";
import { knownCiphers } from "./known-ciphers.ts";

test.each(knownCiphers.map(({ id }) => id))("%s says what was tried against it", (id) => {
  const text = attacksTried(id);
  expect(text).toBeDefined();
  for (const [page] of text!.matchAll(/docs\/[\w/-]+\.md/g))
    expect(existsSync(fileURLToPath(new URL(`../../../${page}`, import.meta.url))), page).toBe(
      true,
    );
});

test("an id that is none has nothing", () => {
  expect(attacksTried("rot13")).toBeUndefined();
  expect(attacksTried("constructor")).toBeUndefined();
});
