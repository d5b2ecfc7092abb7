import { createCipheriv } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const key = ["--key", "2b".repeat(32)];

interface Metric {
  readonly id: string;
  readonly channel?: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly verdict: "pass" | "fail" | "info";
}

interface Document {
  readonly image: unknown;
  readonly results: readonly { readonly cipher: string; readonly metrics: readonly Metric[] }[];
}

async function folderWith(image: Image): Promise<string> {
  const cwd = await temporaryFolder();
  await writePng(join(cwd, "a.png"), image);
  return cwd;
}

async function analysed(cwd: string, ...args: string[]): Promise<Document> {
  const { code, stdout, stderr } = await runCli(["analyze", "a.png", "--json", ...args], { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Document;
}

const failures = (metrics: readonly Metric[]): Set<string> =>
  new Set(metrics.filter(({ verdict }) => verdict === "fail").map(({ id }) => id));

test("hybrid passes, hybrid-literal fails for want of diffusion, in documents for scripts", async () => {
  const cwd = await folderWith(samplePicture(1, 72, 60));
  const list = ["--cipher", "hybrid,hybrid-literal", "--positions", "16", ...key];
  const { image, results } = await analysed(cwd, ...list);
  expect(image).toEqual({ width: 72, height: 60, channels: 3, bits: 8 });
  const [hybrid, literal, aes] = results;
  expect(results.map(({ cipher }) => cipher)).toEqual([
    "hybrid",
    "hybrid-literal",
    "aes-256-ctr",
    "canary",
  ]);
  // A key of 16 bits, and nothing to be seen of it.
  expect(failures(results[3]!.metrics)).toEqual(new Set());
  expect(failures(hybrid!.metrics)).toEqual(new Set());
  expect(failures(literal!.metrics)).toContain("npcr-min");
  expect(failures(aes!.metrics)).not.toContain("npcr-min-as-used");

  const ids = hybrid!.metrics.map(({ id }) => id);
  for (const id of [
    "entropy",
    "chi-square",
    "correlation-horizontal",
    "correlation-vertical",
    "correlation-diagonal",
    "npcr-min",
    "uaci-min",
    "uaci-max",
    "uniform-deviation",
    "maximum-deviation",
    "irregular-deviation",
    "mse",
    "mae",
    "psnr",
    "ssim",
    "ssim-global",
    "glcm-contrast",
    "avalanche-min",
    "npcr-min-as-used",
    "key-sensitivity-npcr",
    "key-sensitivity-refusals",
    "encryption-seconds",
  ])
    expect(ids).toContain(id);
  expect(hybrid!.metrics[0]).toEqual({
    id: "entropy",
    value: expect.any(Number),
    expected: expect.any(Number),
    low: expect.any(Number),
    high: expect.any(Number),
    n: 12_960,
    p: expect.any(Number),
    alpha: 0.001,
    adjusted: expect.any(Number),
    verdict: "pass",
  });
  expect(hybrid!.metrics[1]).toMatchObject({ id: "entropy", channel: 0, n: 4320 });
});

test("a run is repeated by its key; without one every run has its own", async () => {
  const cwd = await folderWith(samplePicture(2));
  const entropy = ({ results }: Document): unknown => results[0]!.metrics[0];
  const few = ["--positions", "16"];
  const first = await analysed(cwd, ...few, ...key);
  expect(entropy(await analysed(cwd, ...few, ...key))).toEqual(entropy(first));
  expect(entropy(await analysed(cwd, ...few))).not.toEqual(entropy(first));
});

test("people get a line a cipher first, and what passing is worth", async () => {
  const cwd = await folderWith(samplePicture(3, 64, 64));
  const list = ["--cipher", "hybrid,hybrid-literal", "--positions", "16", ...key];
  const { code, stdout } = await runCli(["analyze", "a.png", ...list], { cwd });
  expect(code).toBe(0);
  expect(lines(stdout).slice(0, 5)).toEqual([
    "a.png: 64 × 64, 3 × 8 bits, rgb",
    expect.stringMatching(/^hybrid \([a-z-]+\) passes all \d+ tests$/),
    expect.stringMatching(
      /^hybrid-literal \(known-weak\) fails \d+ of \d+ tests: .*\b and \d+ more$/,
    ),
    expect.stringMatching(
      /^aes-256-ctr \(baseline\) fails \d+ of \d+ tests, under a repeated nonce only$/,
    ),
    expect.stringMatching(/^canary \(known-weak\) passes all \d+ tests$/),
  ]);
  for (const line of lines(stdout).slice(0, -1)) expect(line.length, line).toBeLessThanOrEqual(80);
  expect(stdout).not.toMatch(/^npcr-min /m);
  expect(stdout).toMatch(/proves nothing about\s+security/);
  expect(stdout).toContain("--key 2b2b");
});

test("several images: each under its name, and a broken one stops none", async () => {
  const cwd = await folderWith(samplePicture(3));
  await writePng(join(cwd, "b.png"), samplePicture(4));
  await writeFile(join(cwd, "c.png"), "\x89PNG\r\n\x1a\nbroken", "latin1");
  const list = ["a.png", "c.png", "b.png", "--positions", "16", ...key];
  const ended = await runCli(["analyze", ...list, "--json"], { cwd });
  expect(ended.code).toBe(1);
  expect(lines(ended.stderr)).toEqual([expect.stringMatching(/^neuroveil: c\.png: expected/)]);
  const alone = await analysed(cwd, "--positions", "16", ...key);
  const { images, error } = JSON.parse(ended.stdout) as { images: object[]; error: object };
  expect(images).toMatchObject([
    { input: "a.png", image: alone.image, results: [{ cipher: "hybrid" }, {}, {}] },
    { input: "c.png", error: {} },
    { input: "b.png", results: [{ cipher: "hybrid" }, {}, {}] },
  ]);
  expect(error).toMatchObject({ message: expect.stringContaining("3 files to be done") });
  const told = await runCli(["analyze", ...list], { cwd });
  expect(told.stdout.match(/^[abc]\.png: /gm)).toEqual(["a.png: ", "b.png: "]);
});

test("--verbose has a table, verdicts, and what they are worth", async () => {
  const cwd = await folderWith(samplePicture(3, 64, 64));
  const call = ["analyze", "a.png", "--positions", "16", "--verbose", ...key];
  const { code, stdout } = await runCli(call, { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^hybrid \(cipher\) passes all \d+ tests$/m);
  expect(stdout).toMatch(/^npcr-min .* ≥ 0\.99\d+ .* pass$/m);
  expect(stdout).toMatch(/^aes-256-ctr \(baseline\) fails/m);
  expect(stdout).toMatch(/a stream\s+cipher\s+changes one sample; with a nonce for every image/);
  expect(stdout).toMatch(/^canary \(known-weak\) passes all \d+ tests$/m);
  // Channels that are not counted together: the most conspicuous one stands for the others.
  expect(stdout.match(/^correlation-diagonal (?:red|green|blue) /gm)).toHaveLength(3);
  expect(stdout).toMatch(/^and \d+ single channels; --json shows them$/m);
  for (const line of lines(stdout).slice(0, -1)) expect(line.length, line).toBeLessThanOrEqual(80);
});

test("baselines are analysed by name, and AES only once", async () => {
  const cwd = await folderWith(samplePicture(5));
  const list = ["--cipher", "aes-256-ctr,permutation-only", "--positions", "16", ...key];
  const { results } = await analysed(cwd, ...list);
  expect(results.map(({ cipher }) => cipher)).toEqual([
    "aes-256-ctr",
    "permutation-only",
    "canary",
  ]);
  // Moving samples around leaves the histogram as it was.
  expect(failures(results[1]!.metrics)).toContain("chi-square");
});

test("a 16-bit image is analysed", async () => {
  const { data, ...rest } = samplePicture(4, 80, 60);
  const wide = new Uint8Array(2 * data.length).map((_, i) => data[i >> 1]! ^ (i & 1 ? 0x55 : 0));
  const cwd = await folderWith({ ...rest, bits: 16, data: wide });
  const { image, results } = await analysed(cwd, "--positions", "16", ...key);
  expect(image).toMatchObject({ bits: 16 });
  expect(failures(results[0]!.metrics)).toEqual(new Set());
});

test("a file without pixels is refused with one line", async () => {
  const cwd = await temporaryFolder();
  const missing = await runCli(["analyze", "none.png"], { cwd });
  expect(missing.code).toBe(1);
  expect(lines(missing.stderr)).toHaveLength(1);
  expect(missing.stdout).toBe("");
});

/** The example of docs/own-cipher.md, as its reader would save it. */
async function documentedCipher(): Promise<string> {
  const page = await readFile(new URL("../../../docs/own-cipher.md", import.meta.url), "utf8");
  return /```js\n(.*?)```/s.exec(page)![1]!;
}

test("the documented cipher of one's own is measured, and fails as documented", async () => {
  const cwd = await folderWith(samplePicture(6, 64, 64));
  await writeFile(join(cwd, "veil.mjs"), await documentedCipher());
  const { results } = await analysed(cwd, "--module", "veil.mjs", "--positions", "16", ...key);
  expect(results.map(({ cipher }) => cipher)).toEqual(["my-xorshift", "aes-256-ctr", "canary"]);
  const failed = failures(results[0]!.metrics);
  for (const id of ["npcr-min", "npcr-min-as-used", "key-sensitivity-npcr", "key-sensitivity-psnr"])
    expect(failed).toContain(id);
  for (const id of ["entropy", "chi-square", "mse", "npcr-max"]) expect(failed).not.toContain(id);
});

test("a module that is none is refused with one line", async () => {
  const cwd = await folderWith(samplePicture(6));
  const { code, stdout, stderr } = await runCli(["analyze", "a.png", "--module", "a.png"], { cwd });
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(lines(stderr)).toHaveLength(1);
  expect(stderr).toMatch(/a\.png, which does not load \(.*own-cipher\.md/);
});

test("a cipher image made elsewhere is judged without its cipher", async () => {
  const plain = samplePicture(7, 64, 64);
  const cwd = await folderWith(plain);
  const noise = createCipheriv("aes-256-ctr", Buffer.alloc(32, 7), Buffer.alloc(16));
  const data = new Uint8Array(noise.update(plain.data));
  await writePng(join(cwd, "good.png"), { ...plain, data });
  await writePng(join(cwd, "bad.png"), { ...plain, data: plain.data.map((byte) => byte ^ 0x5a) });
  const good = await analysed(cwd, "--pair", "good.png", ...key);
  expect(good.results.map(({ cipher }) => cipher)).toEqual(["pair", "aes-256-ctr", "canary"]);
  expect(failures(good.results[0]!.metrics)).toEqual(new Set());
  expect(good.results[0]!.metrics.some(({ id }) => id.startsWith("npcr"))).toBe(false);
  const bad = await runCli(["analyze", "a.png", "--pair", "bad.png", ...key], { cwd });
  expect(bad.stdout).toMatch(/^the cipher image fails \d+ of \d+ tests: /m);
  expect(bad.stdout).toMatch(
    /Not measured: NPCR, UACI, avalanche and likeness, without cipher\s+images/,
  );
});

test("a cipher image of another size is refused", async () => {
  const cwd = await folderWith(samplePicture(7));
  await writePng(join(cwd, "other.png"), samplePicture(7, 41, 30));
  const { code, stderr } = await runCli(["analyze", "a.png", "--pair", "other.png"], { cwd });
  expect(code).toBe(1);
  expect(lines(stderr)).toHaveLength(1);
  expect(stderr).toMatch(
    /expected a cipher image of 40×30×3 .* got 41×30×3 .*; give images of one encryption/,
  );
});

test("a report is one file, with a command that makes it again", async () => {
  const cwd = await folderWith(samplePicture(9, 48, 40));
  await writeFile(join(cwd, "veil.mjs"), await documentedCipher());
  await writePng(join(cwd, "it's.png"), samplePicture(10, 48, 40));
  await chmod(join(cwd, "a.png"), 0o600);
  const call = ["analyze", "./a.png", "--module", "veil.mjs", "--pair", "it's.png"];
  const { code, stdout } = await runCli(
    [...call, "--positions", "16", "--report", "out/a.html", ...key],
    { cwd },
  );
  expect(code).toBe(0);
  expect(stdout).toContain("Written: out/a.html");
  const page = await readFile(join(cwd, "out/a.html"), "utf8");
  // It shows the picture, which was the owner's alone.
  if (process.platform !== "win32") {
    expect((await stat(join(cwd, "out/a.html"))).mode & 0o777).toBe(0o600);
  }
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain("<title>a.png, encrypted</title>");
  for (const name of ["it&#39;s.png", "my-xorshift", "aes-256-ctr", "canary"])
    expect(page).toMatch(new RegExp(`<h2 id="entry-\\d-heading">\\s*${name}`));
  const again = /<code>(neuroveil analyze .*?)<\/code>/.exec(page)![1]!.replaceAll("&#39;", "'");
  expect(again).toBe(
    `neuroveil analyze a.png --pair 'it'\\''s.png' --module veil.mjs --positions 16 --key ${key[1]} --report a.html`,
  );
});

test("a report replaces nothing unasked, and never an input", async () => {
  const cwd = await folderWith(samplePicture(9));
  await writeFile(join(cwd, "a.html"), "mine");
  const call = (...args: string[]): ReturnType<typeof runCli> =>
    runCli(["analyze", "a.png", "--positions", "16", "--json", ...args, ...key], { cwd });
  const taken = await call("--report", "a.html");
  expect(taken.code).toBe(1);
  expect(JSON.parse(taken.stdout)).toMatchObject({ error: { code: "output" } });
  expect(taken.stdout).toMatch(/add --force to replace it/);
  expect(await readFile(join(cwd, "a.html"), "utf8")).toBe("mine");
  const input = await call("--report", "./a.png", "--force");
  expect(input.code).toBe(2);
  const forced = await call("--report", "a.html", "--force");
  expect(forced.code).toBe(0);
  expect(JSON.parse(forced.stdout)).toMatchObject({ results: [{ cipher: "hybrid" }, {}, {}] });
  expect(await readFile(join(cwd, "a.html"), "utf8")).toMatch(/^<!doctype html>/);
  expect(await readdir(cwd)).toEqual(["a.html", "a.png"]);
});

test("what a small image is not judged by, and places that it has not, are said", async () => {
  const cwd = await folderWith(samplePicture(7, 3, 2));
  const { code, stdout } = await runCli(["analyze", "a.png", ...key], { cwd });
  expect(code).toBe(0);
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(text).toMatch(/Not judged, for want of samples or of contrast: .*npcr-max/);
  expect(text).toContain("One sample was changed at 18 places, not at 100: the image has no more.");
  const { results } = await analysed(cwd, ...key);
  const judged = results[0]!.metrics.filter(({ verdict }) => verdict !== "info");
  expect(judged.map(({ id }) => id)).not.toContain("npcr-max");
  expect(results[0]).toMatchObject({ positions: 18, positionsAsked: 100 });
});

test("an infinite ratio is infinite in words, in the document and on the page", async () => {
  const cwd = await folderWith(samplePicture(7, 64, 64));
  const call = ["--pair", "a.png", "--report", "a.html", ...key];
  const { results } = await analysed(cwd, ...call);
  const values = results[0]!.metrics.filter(({ id }) => id === "psnr").map(({ value }) => value);
  expect(values).toEqual(["infinity", "infinity", "infinity", "infinity"]);
  const page = await readFile(join(cwd, "a.html"), "utf8");
  expect(/<code>psnr<\/code><\/th>.*?infinite/.test(page)).toBe(true);
  const drawn = page.replaceAll(/base64,[^"]*/g, "");
  expect(/NaN|Infinity|undefined/.exec(drawn)).toBeNull();
});
