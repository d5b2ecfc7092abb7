import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { published } from "./published.ts";
import { fieldName } from "./report/field-names.ts";

test("every published value is of a metric that papers print, in a paper of the bibliography", async () => {
  const text = await readFile(new URL("../../docs/references.bib", import.meta.url), "utf8");
  for (const { metric, reference } of published) {
    expect(fieldName(metric), metric).toBeDefined();
    expect(text).toContain(`{${reference},`);
  }
});
