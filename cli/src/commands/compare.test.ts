import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test, vi } from "vitest";
import { folderWith, tooFew, withoutTimes } from "../testing/comparisons.ts";
import { lines, runCli, type Ended } from "../testing/run-cli.ts";
import { gif, samplePicture, writePng } from "../testing/sample-files.ts";

interface Cipher {
  readonly cipher: string;
  readonly jobs: number;
  readonly verdict: "pass" | "fail";
  readonly difference?: { readonly differs: boolean };
  readonly metrics: readonly { readonly id: string; readonly verdict: "pass" | "fail" }[];
}

interface Document {
  readonly dataset: string;
  readonly images: readonly { readonly name: string }[];
  readonly keys: number;
  readonly seed: string;
  readonly ciphers: readonly Cipher[];
  readonly losses: readonly { readonly name: string; readonly error: { readonly code: string } }[];
  readonly repeated: readonly string[];
}

const parse = (ended: Ended): Document => JSON.parse(ended.stdout) as Document;

test("ciphers over a folder, AES and the canary beside them, in one document", async () => {
  const cwd = await folderWith(2);
  const call = ["compare", "photos", "--ciphers", "permutation-only", "--keys", "2", "--json"];
  const ended = await runCli(call, { cwd });
  expect(ended.stderr).toBe("");
  expect(ended.code).toBe(0);
  const { dataset, images, keys, seed, ciphers, losses } = parse(ended);
  expect({ dataset, keys, seed, losses }).toEqual({
    dataset: "photos",
    keys: 2,
    seed: "neuroveil",
    losses: [],
  });
  expect(images.map(({ name }) => name)).toEqual(["0.png", "1.png"]);
  const [permutation, aes, canary] = ciphers;
  expect(ciphers.map(({ cipher, jobs }) => [cipher, jobs])).toEqual([
    ["permutation-only", 4],
    ["aes-256-ctr", 4],
    ["canary", 4],
  ]);
  expect(canary).toMatchObject({ verdict: "pass", difference: { differs: false } });
  // With so few pairs nothing can differ from AES, however it fails, and the document says so.
  expect(permutation).toMatchObject({
    verdict: "fail",
    difference: { differs: false, enough: false },
  });
  expect(permutation!.metrics).toContainEqual(
    expect.objectContaining({ id: "chi-square", verdict: "fail" }),
  );
  expect(aes).not.toHaveProperty("difference");
  expect(await readdir(cwd)).toEqual(["photos"]);
});

test("people get tables of 80 characters, with verdicts in colour unless they want none", async () => {
  const cwd = await folderWith(2);
  const call = ["compare", "photos", "--ciphers", "permutation-only", "--keys", "1", "--quiet"];
  const plain = await runCli(call, { cwd, env: { FORCE_COLOR: "0" } });
  expect(plain.code).toBe(0);
  for (const line of lines(plain.stdout)) expect(line.length, line).toBeLessThanOrEqual(80);
  const coloured = await runCli(call, { cwd, env: { FORCE_COLOR: "1" } });
  expect(coloured.stdout).toContain("\u001b[32mpass");
  expect(coloured.stdout).toContain("\u001b[31mfail\u001b[39m\n");
  expect(withoutTimes(stripVTControlCharacters(coloured.stdout))).toBe(withoutTimes(plain.stdout));
});

test("what papers print lies beside the report: CSV, LaTeX, figures, and how to repeat it", async () => {
  const cwd = await folderWith(2);
  await mkdir(join(cwd, "more"));
  await writePng(join(cwd, "more", "a.png"), samplePicture(9, 24, 24));
  const call = ["compare", "photos", "more", "--ciphers", "canary", "--keys", "2", "--report", "r"];
  const { code, stdout } = await runCli(call, { cwd });
  expect(code).toBe(0);
  const read = async (name: string): Promise<string> =>
    await readFile(join(cwd, "r", name), "utf8");
  // Two pictures of one folder and one of the other, two keys each; every row by itself.
  const rows = lines(await read("differential.csv"));
  expect(rows[0]).toMatch(/^Cipher,Data set,NPCR \(%\),NPCR \(%\) low,/);
  expect(rows.slice(1).map((row) => row.split(",").slice(0, 2))).toEqual([
    ["canary", "photos"],
    ["canary", "more"],
    ["aes-256-ctr", "photos"],
    ["aes-256-ctr", "more"],
  ]);
  expect(rows.slice(1).map((row) => row.split(",").at(-1))).toEqual(["4", "2", "4", "2"]);
  // A stream cipher under a repeated nonce changes one sample of the picture.
  const changed = Number(rows[3]!.split(",")[2]);
  expect(changed).toBeCloseTo(100 / (32 * 24 * 3), 6);
  expect(await read("differential.tex")).toMatch(
    /\\toprule[^]*aes-256-ctr & photos & [^]*\\bottomrule/,
  );
  expect(await read("decryption.csv")).toMatch(/^canary,photos,inf,inf,inf,4,1,/m);
  expect(await read("published.csv")).toContain('tripuram-hybrid, section 6.2"');
  expect(await read("npcr-mean.svg")).toMatch(/^<svg xmlns=.*viewBox/);
  expect(stdout).toContain("Encryption (ms)");
  expect(stdout).toMatch(/^canary +known-weak +6 of 6 +[\d.]+% to .*pass/m);
  expect(stdout).toMatch(/^aes-256-ctr .* fail +pass +the yardstick$/m);
  expect(stdout).toMatch(/Passing proves nothing about security: the canary passes/);
  const manifest = JSON.parse(await read("manifest.json"));
  expect(manifest.command).toEqual(["neuroveil", ...call]);
  expect(manifest.images.map(({ set }: { set: string }) => set)).toEqual([
    "photos",
    "photos",
    "more",
  ]);
  expect(manifest.images[0].secrets).toHaveLength(2);
  expect(manifest.images[0].secrets[0]).toMatch(/^[0-9a-f]{64}$/);
});

test("a second run on a folder is refused while the first one works there", async () => {
  const cwd = await folderWith(1);
  const call = ["compare", "photos", "--ciphers", "canary", "--report", "r"];
  const journal = join(cwd, "r/results.jsonl");
  let second: Promise<Ended> | undefined;
  const first = await runCli([...call, "--keys", "200"], {
    cwd,
    onStart: (child) => {
      second = vi
        .waitUntil(() => existsSync(journal), 20_000)
        .then(async () => await runCli(call, { cwd }))
        .finally(() => child.kill("SIGTERM"));
    },
  });
  const { code, stdout, stderr } = await second!;
  expect(lines(stderr)).toEqual([
    expect.stringMatching(
      /^neuroveil: expected a report folder that no other run works in, got r,/,
    ),
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(first.signal).toBe("SIGTERM");
  expect(await readdir(join(cwd, "r"))).toEqual(["results.jsonl"]);
});

test("a cipher of one's own is compared too, and found wanting", async () => {
  const cwd = await folderWith(1);
  const page = await readFile(new URL("../../../docs/own-cipher.md", import.meta.url), "utf8");
  await writeFile(join(cwd, "veil.mjs"), /```js\n(.*?)```/s.exec(page)![1]!);
  const call = ["compare", "photos", "--module", "veil.mjs", "--ciphers", "canary", "--keys", "1"];
  const ended = await runCli([...call, "--json"], { cwd });
  expect(ended.stderr).toBe("");
  const [own, ...others] = parse(ended).ciphers;
  expect(own).toMatchObject({ cipher: "my-xorshift", jobs: 1, asUsed: "fail" });
  expect(others.map(({ cipher }) => cipher)).toEqual(["canary", "aes-256-ctr"]);
});

test("images that do not decode are named and left out, repeated ones count once", async () => {
  const cwd = await folderWith(1);
  const bytes = await readFile(join(cwd, "photos/0.png"));
  await writeFile(join(cwd, "photos/1.png"), bytes.subarray(0, -30));
  await writeFile(join(cwd, "photos/2.png"), bytes);
  await writeFile(join(cwd, "photos/notes.txt"), "text");
  const ended = await runCli(
    ["compare", "photos", "--ciphers", "canary", "--keys", "1", "--json"],
    { cwd },
  );
  expect(ended.code).toBe(1);
  expect(lines(ended.stderr)).toEqual([expect.stringMatching(/^neuroveil: photos\/1\.png: /)]);
  const { images, losses, repeated } = parse(ended);
  expect(images.map(({ name }) => name)).toEqual(["0.png"]);
  expect(losses).toEqual([
    { name: "photos/1.png", error: expect.objectContaining({ code: "broken" }) },
  ]);
  expect(repeated).toEqual(["2.png"]);
});

test.each([
  ["no such folder", ["none"], /expected a file or folder named none, got no such file/],
  ["a folder without images", ["empty"], /expected images in the folder empty, got none/],
  ["no image that decodes", ["a.gif"], /expected an image that can be read in a\.gif, got 1/],
  ["damaged MNIST", ["x-images-idx3-ubyte"], /IDX header .*x-images-idx3-ubyte/],
  ["a file in the way", ["photos", "--report", "a.gif"], /to keep results in a\.gif/],
  ["somebody else's file", ["photos", "--report", "taken"], /comparison\.json.*already there/],
  ["altered results", ["photos", "--report", "bad"], /a result on line 1 of bad\/results\.jsonl/],
])("%s: one line, nothing written", async (_, args, message) => {
  const cwd = await folderWith(1);
  await mkdir(join(cwd, "empty"));
  await mkdir(join(cwd, "taken"));
  await mkdir(join(cwd, "bad"));
  await writeFile(join(cwd, "taken/comparison.json"), "{}");
  await writeFile(join(cwd, "bad/results.jsonl"), "{}\n");
  await writeFile(join(cwd, "a.gif"), gif);
  await writeFile(join(cwd, "x-images-idx3-ubyte"), "text");
  const { code, stdout, stderr } = await runCli(["compare", ...args, "--keys", "1"], { cwd });
  expect(stderr).toMatch(message);
  expect(lines(stderr)).toHaveLength(1);
  expect(stdout).toBe("");
  expect(code).toBe(1);
  expect(await readdir(join(cwd, "empty"))).toEqual([]);
});

test.skipIf(process.platform === "win32")(
  "no room for results: one line, and what is there is gone on with",
  async () => {
    const cwd = await folderWith(1);
    const call = ["compare", "photos", "--ciphers", "canary", "--quiet", "--report", "r"];
    const full = await runCli(call, { cwd, shell: 'ulimit -f 8; "$@"' });
    expect(full.code).toBe(1);
    expect(lines(full.stderr)).toEqual([
      tooFew(4),
      expect.stringMatching(/to add a result to r\/results\.jsonl, got the limit on file/),
    ]);
    const before = lines(await readFile(join(cwd, "r/results.jsonl"), "utf8"));
    // More keys: what is there counts, what is not is done.
    const again = await runCli([...call, "--keys", "2"], { cwd });
    expect(again.code).toBe(0);
    const after = lines(await readFile(join(cwd, "r/results.jsonl"), "utf8"));
    expect(after).toHaveLength(4);
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  },
);

test("what is left out, and that pairs are too few, is said before the work", async () => {
  const cwd = await folderWith(1);
  await writeFile(join(cwd, "photos/notes.txt"), "text");
  await writeFile(join(cwd, "photos/b.csv"), "1,2");
  await writeFile(join(cwd, "photos/.hidden.png"), gif);
  const call = ["compare", "photos", "--ciphers", "canary", "--keys", "1", "--quiet"];
  let atFirst = "";
  const ended = await runCli([...call, "--report", "r"], {
    cwd,
    onStart: (child) => {
      child.stderr?.once("data", () => {
        atFirst = existsSync(join(cwd, "r/results.jsonl"))
          ? readFileSync(join(cwd, "r/results.jsonl"), "utf8")
          : "";
      });
    },
  });
  expect(ended.code).toBe(0);
  expect(lines(ended.stderr)).toEqual([
    "neuroveil: left out (hidden): .hidden.png",
    "neuroveil: left out (no image): b.csv, notes.txt",
    tooFew(1),
  ]);
  expect(atFirst).toBe("");
  const { leftOut } = parse(await runCli([...call, "--json"], { cwd })) as unknown as {
    leftOut: unknown;
  };
  expect(leftOut).toEqual([
    { name: ".hidden.png", why: "hidden" },
    { name: "b.csv", why: "no image" },
    { name: "notes.txt", why: "no image" },
  ]);
});

test("another comparison's report is replaced with --force only", async () => {
  const cwd = await folderWith(1);
  const run = async (...args: string[]): Promise<Ended> =>
    await runCli(["compare", "photos", "--keys", "1", "--ciphers", "canary", ...args, "--json"], {
      cwd,
    });
  const report = join(cwd, "r/comparison.json");
  expect((await run("--report", "r")).code).toBe(0);
  const before = await readFile(report, "utf8");
  const other = ["--report", "r", "--seed", "mine"];
  const refused = await run(...other);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/got r, whose report is of the seed neuroveil; .*add --force/);
  expect(await readFile(report, "utf8")).toBe(before);
  expect((await run(...other, "--force")).code).toBe(0);
  expect(JSON.parse(await readFile(report, "utf8"))).toMatchObject({ seed: "mine" });
});
