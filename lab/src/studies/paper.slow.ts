import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { splice } from "./page.ts";
import { paperStudy } from "./paper.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

test("the paper is what both studies' records give, byte for byte: neuroveil study paper --report docs", async () => {
  const page = await readFile(`${docs}/paper.md`, "utf8");
  const { section } = await paperStudy.run({ quick: false, inputs: [], folder: docs });
  expect(splice(page, "paper", section)).toBe(page);
});
