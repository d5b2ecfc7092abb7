import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { loadCipherModule } from "./cipher-module.ts";

const own = `{
  id: "mine", family: "control", status: "known-weak", lossless: true, source: "a test",
  parameters: {}, nativeKey: { bytes: 1, description: "a mask" }, keySpace: "256",
  keyVectorBytes: 0, tileRows: 0,
  encrypt: async ({ data }, key) => (data.forEach((byte, i) => (data[i] = byte ^ key[0])), new Uint8Array()),
  decrypt: async ({ data }, key) => (data.forEach((byte, i) => (data[i] = byte ^ key[0])), new Uint8Array()),
}`;

async function moduleOf(text: string): Promise<string> {
  const path = join(await temporaryFolder(), "veil.mjs");
  await writeFile(path, text);
  return path;
}

test.each([
  ["the default export", `export default ${own};`],
  ["the export named cipher", `export const other = 7; export const cipher = ${own};`],
])("%s is the cipher", async (_, text) => {
  expect((await loadCipherModule(await moduleOf(text))).id).toBe("mine");
});

test.each([
  [
    "without an export",
    "const mine = 7;",
    /default export or one named cipher .*, got no export; see/,
  ],
  ["with other exports", "export const mine = 7;", /got mine; see docs\/own-cipher\.md$/],
  ["that lacks a field", "export default { id: 'mine' };", /"family" to be one of .*, got nothing/],
  ["that throws", "throw new Error('not today');", /does not load \(not today\); name it \.mjs/],
  [
    "that takes one of our ids",
    `export default ${own.replace("mine", "canary")};`,
    /got "canary", which is one of ours; choose another$/,
  ],
])("a module %s is refused", async (_, text, message) => {
  const refusal = loadCipherModule(await moduleOf(text));
  await expect(refusal).rejects.toMatchObject({ code: "input" });
  await expect(refusal).rejects.toThrow(message);
});

test("a module that is not there is refused", async () => {
  const path = join(await temporaryFolder(), "veil.mjs");
  await expect(loadCipherModule(path)).rejects.toThrow(/to read .*veil\.mjs, got no such file/);
});
