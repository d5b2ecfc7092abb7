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
  ["a frozen one", `export default Object.freeze(${own});`],
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

test("what goes wrong in it later is told as its mistake, what is known about it stays", async () => {
  const text = own
    .replace(
      "encrypt: async ({ data }, key) => (",
      "encrypt: ({ data }, key) => data.length > 9999 ? fail() : Promise.resolve((",
    )
    .replace("new Uint8Array()),", "new Uint8Array())),");
  const path = await moduleOf(
    `const fail = () => { throw new RangeError("no such\\nstate"); };\nexport default ${text};`,
  );
  const cipher = await loadCipherModule(path);
  expect(cipher).toMatchObject({ id: "mine", keySpace: "256", nativeKey: { bytes: 1 } });
  const image = { width: 100, height: 100, channels: 1, bytesPerSample: 1 } as const;
  const key = Uint8Array.of(1);
  await expect(
    cipher.encrypt({ ...image, data: new Uint8Array(10_000) }, key),
  ).rejects.toMatchObject({
    code: "input",
    message: expect.stringMatching(
      /cipher of .*veil\.mjs to encrypt an image of 100×100×1 with 8 bits, got the error "no such\nstate"; mend it/,
    ) as unknown,
  });
  const data = Uint8Array.of(2);
  await cipher.decrypt({ ...image, width: 1, height: 1, data }, key, new Uint8Array());
  expect(data).toEqual(Uint8Array.of(3));
});

test("a module that is not there is refused", async () => {
  const path = join(await temporaryFolder(), "veil.mjs");
  await expect(loadCipherModule(path)).rejects.toThrow(/to read .*veil\.mjs, got no such file/);
});
