import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCipheriv } from "node:crypto";
import { drawScene } from "@neuroveil/lab/scene";
import { encodeImage, type Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

let count = 0;
const noise = (image: Image): Image => {
  const iv = Buffer.alloc(16);
  iv.writeUInt32BE(count++);
  const stream = createCipheriv("aes-128-ctr", Buffer.alloc(16, 3), iv);
  return { ...image, data: new Uint8Array(stream.update(image.data)) };
};

async function writeSet(folder: string, images: Readonly<Record<string, Image>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, image] of Object.entries(images))
    await writeFile(join(folder, name), (await encodeImage(image)).bytes);
}

const plain = drawScene(2, 48);
const whole = (): Record<string, Image> => ({
  "plain.png": plain,
  "cipher.png": noise(plain),
  "one-sample-1.png": noise(plain),
  "one-sample-2.png": noise(plain),
  "key-bit.png": noise(plain),
  "wrong-key-a.png": noise(plain),
  "decrypted.png": plain,
});
const key = ["--key", "05".repeat(32), "--positions", "16"];

test("analyze --pairs judges a folder of encryptions, and says what is missing", async () => {
  const cwd = await temporaryFolder();
  await writeSet(join(cwd, "made/a"), { ...whole(), "notes.png": plain });
  await writeSet(join(cwd, "made/b"), { "plain.png": plain, "cipher.png": noise(plain) });
  const { code, stdout, stderr } = await runCli(["analyze", "--pairs", "made", ...key], { cwd });
  expect([code, stderr]).toEqual([0, "neuroveil: left out of a, by their names: notes.png\n"]);
  const [first, second] = stdout.split("made/b/plain.png");
  expect(first).toMatch(/^the cipher image passes all \d+ tests$/m);
  expect(first).toContain("Decrypted, all 6912 samples are those of the plain image.");
  expect(first!.replaceAll(/\s+/g, " ")).toMatch(/Not measured: whether equal images show/);
  expect(second!.replaceAll(/\s+/g, " ")).toMatch(/Not measured: NPCR, UACI, avalanche/);

  const one = await runCli(["analyze", "--pairs", "made/a", ...key, "--json"], { cwd });
  const { results } = JSON.parse(one.stdout) as {
    results: { cipher: string; absent: string[]; metrics: { id: string; low?: number }[] }[];
  };
  expect(results[0]!.cipher).toBe("pair");
  expect(results[0]!.absent).toHaveLength(2);
  expect(results[0]!.metrics.find(({ id }) => id === "npcr-min")!.low).toBeGreaterThan(0.98);
});

test("compare --pairs has one line for what was made elsewhere, beside AES and the canary", async () => {
  const cwd = await temporaryFolder();
  await writeSet(join(cwd, "made/a"), whole());
  // Under another key: the same plain image counts again, and once for the others.
  await writeSet(join(cwd, "made/b"), { ...whole(), "cipher.png": plain });
  const words = ["--keys", "1", "--ciphers", "aes-256-ctr", "--json"];
  const { code, stdout } = await runCli(["compare", "--pairs", "made", ...words], { cwd });
  expect(code).toBe(0);
  const { ciphers } = JSON.parse(stdout) as {
    ciphers: { cipher: string; status: string; jobs: number; passed: { count: number } }[];
  };
  expect(ciphers.map(({ cipher, status, jobs }) => [cipher, status, jobs])).toEqual([
    ["elsewhere", "elsewhere", 2],
    ["aes-256-ctr", "baseline", 1],
    ["canary", "known-weak", 1],
  ]);
  expect(ciphers[0]!.passed.count).toBe(1);
});

test("folders without an encryption, and calls that say two things, are refused", async () => {
  const cwd = await temporaryFolder();
  await writeSet(join(cwd, "empty"), {});
  await writeSet(join(cwd, "half"), { "plain.png": plain, "key-bit-1.png": plain });
  const refused = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(words, { cwd });
    expect(stdout).toBe("");
    expect(lines(stderr)).toHaveLength(1);
    return `${code} ${stderr}`;
  };
  expect(await refused("analyze", "--pairs", "empty")).toMatch(
    /^1 .*plain\.png and cipher\.png in empty, or in folders in it, got no plain\.png/,
  );
  expect(await refused("compare", "--pairs", "half")).toMatch(
    /^1 .*expected cipher\.png beside plain\.png in half, got key-bit-1\.png, plain\.png/,
  );
  expect(await refused("analyze", "--pairs", "nothing")).toMatch(
    /^1 .*to read the folder nothing, got no such file/,
  );
  expect(await refused("analyze", "a.png", "--pairs", "half")).toMatch(/^2 .*got both/);
  expect(await refused("analyze")).toMatch(
    /^2 .*expected an image, or --pairs and its folder, got neither/,
  );
  expect(await refused("compare")).toMatch(/^2 .*got neither/);
});
