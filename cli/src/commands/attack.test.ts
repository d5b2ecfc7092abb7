import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli, type Ended } from "../testing/run-cli.ts";
import { samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

interface Document {
  readonly results: readonly {
    readonly attack: string;
    readonly cipher: string;
    readonly setting: string;
    readonly broken: boolean;
    readonly recovered: number;
    readonly interval: readonly [number, number];
    readonly queries: number;
    readonly seconds: number;
  }[];
  readonly notTried: readonly { readonly attack: string; readonly notTried: string }[];
}

const parse = (ended: Ended): Document => JSON.parse(ended.stdout) as Document;

test("the first hybrid cipher falls as used, AES does not, and a document says so", async () => {
  const cwd = await temporaryFolder();
  const of = async (...args: string[]): Promise<Document> => {
    const ended = await runCli(["attack", ...args, "--seconds", "1", "--json"], { cwd });
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    return parse(ended);
  };
  const first = await of("tweak-cancellation", "--cipher", "hybrid-first,hybrid,aes-256-ctr");
  const reuse = await of("keystream-reuse", "--cipher", "hybrid,aes-256-ctr");
  const results = [...first.results, ...reuse.results];
  const broken = results.filter(({ broken }) => broken);
  expect(broken.map(({ cipher, attack, setting }) => [cipher, attack, setting])).toEqual([
    ["hybrid-first", "tweak-cancellation", "as-used"],
    ["aes-256-ctr", "keystream-reuse", "nonce-reused"],
  ]);
  expect(
    results.find(({ attack, broken }) => broken && attack === "tweak-cancellation"),
  ).toMatchObject({
    recovered: 1,
    queries: expect.any(Number),
  });
  expect(first.notTried).toContainEqual(
    expect.objectContaining({ cipher: "aes-256-ctr", attack: "tweak-cancellation" }),
  );
});

test("a report shows a picture, and the same call goes on with what is there", async () => {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"), samplePicture(3, 40, 32));
  const call = ["attack", "keystream-reuse", "--cipher", "xor-reused", "--image", "a.png"];
  const first = await runCli([...call, "--report", "out"], { cwd });
  expect([first.code, first.stderr]).toEqual([0, ""]);
  expect(first.stdout).toMatch(/xor-reused falls to keystream-reuse: .*\./);
  const page = await readFile(join(cwd, "out", "index.html"), "utf8");
  expect(page).toMatch(/<figure><img src="data:image\/png;base64,/);
  const kept = await readFile(join(cwd, "out", "findings.jsonl"), "utf8");
  const again = await runCli([...call, "--report", "out"], { cwd });
  expect(again.stdout).toBe(first.stdout);
  expect(await readFile(join(cwd, "out", "findings.jsonl"), "utf8")).toBe(kept);
  expect(await readFile(join(cwd, "out", "index.html"), "utf8")).toBe(page);
});

/** One byte of key, added to all. */
const own = `export default {
  id: "mine", family: "control", status: "known-weak", lossless: true, source: "a test",
  parameters: {}, nativeKey: { bytes: 1, description: "a mask" }, keySpace: "256",
  keyVectorBytes: 0, tileRows: 0,
  encrypt: async ({ data }, key) => (data.forEach((byte, i) => (data[i] = byte + key[0])), new Uint8Array()),
  decrypt: async ({ data }, key) => (data.forEach((byte, i) => (data[i] = byte - key[0])), new Uint8Array()),
};`;

const imported = 'import { mask } from "./mask.mjs";\n';

test("a cipher of one's own is attacked alone, and again when its parts were changed", async () => {
  const cwd = await temporaryFolder();
  const call = ["attack", "keystream-reuse", "--module", "mine.mjs", "--report", "out"];
  await writeFile(
    join(cwd, "mine.mjs"),
    own.replaceAll("key[0]", "mask(key)").replace(/^/, imported),
  );
  const tries = async (mask: string): Promise<number> => {
    await writeFile(join(cwd, "mask.mjs"), `export const mask = (key) => ${mask};`);
    const { results } = parse(await runCli([...call, "--json"], { cwd }));
    expect(results).toMatchObject([{ cipher: "mine", broken: true, recovered: 1 }]);
    return (await readFile(join(cwd, "out", "findings.jsonl"), "utf8")).trim().split("\n").length;
  };
  expect([await tries("key[0]"), await tries("key[0]"), await tries("3 * key[0]")]).toEqual([
    1, 1, 2,
  ]);
});

test("what is wrong is said in a line", async () => {
  const cwd = await temporaryFolder();
  for (const [call, words] of [
    [["attack", "magic"], /expected an attack, one of .*, got "magic"/],
    [["attack", "--cipher", "hybird"], /did you mean hybrid/],
    [["attack", "--image", "gone.png"], /gone\.png/],
    [["attack", "--seconds", "0"], /whole number from 1/],
  ] as const) {
    const { code, stderr, stdout } = await runCli([...call], { cwd });
    expect(code, stderr).not.toBe(0);
    expect(stderr.trim().split("\n").at(-1)).toMatch(words);
    expect(stdout).toBe("");
  }
});

test("--list names every attack with its controls", async () => {
  const { stdout } = await runCli(["attack", "--list"], { cwd: await temporaryFolder() });
  expect(stdout).toMatch(
    /^tweak-cancellation \(as-used; chosen images\)\n {2}Can .*\?\n {2}control: breaks hybrid-first, not hybrid$/m,
  );
});
