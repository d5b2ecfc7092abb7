import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const cipher = "conv-autoencoder";

/** A folder with pictures and the flags of a key. */
async function pictures(names: readonly string[]): Promise<{ cwd: string; key: string[] }> {
  const cwd = await temporaryFolder();
  for (const [i, name] of names.entries()) await writePng(join(cwd, name), samplePicture(i + 1));
  return { cwd, key: await keyFile(cwd) };
}

async function meanSquaredError(path: string, seed: number): Promise<number> {
  const { data } = await decodeImage(await readFile(path));
  const original = samplePicture(seed).data;
  expect(data).toHaveLength(original.length);
  return data.reduce((sum, byte, i) => sum + (byte - original[i]!) ** 2, 0) / data.length;
}

test("a lossy cipher gives back exactly what went in", async () => {
  const { cwd, key } = await pictures(["a.png"]);
  const encrypted = await runCli(["encrypt", "a.png", "--cipher", cipher, ...key], { cwd });
  expect(encrypted).toMatchObject({ code: 0, stderr: "" });
  const inspected = await runCli(["inspect", "a.png.veil.png", "--json"], { cwd });
  expect(JSON.parse(inspected.stdout)).not.toHaveProperty("lossy");
  const decrypted = await runCli(["decrypt", "a.png.veil.png", "-o", "b.png", ...key], { cwd });
  expect(decrypted).toMatchObject({ code: 0, stderr: "" });
  expect(await meanSquaredError(join(cwd, "b.png"), 1)).toBe(0);
});

test("--lossy leaves the residual out, which everything says", async () => {
  const { cwd, key } = await pictures(["a.png"]);
  const call = ["encrypt", "a.png", "--cipher", cipher, "--lossy", ...key];
  const encrypted = await runCli(call, { cwd });
  expect(encrypted.code).toBe(0);
  expect(encrypted.stderr).toMatch(/^neuroveil: lossy: .*keep the original\n$/);
  const json = await runCli([...call, "--json", "--force"], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({ results: [{ cipher, lossy: true }] });

  const inspected = await runCli(["inspect", "a.png.veil.png"], { cwd });
  expect(inspected.stdout).toMatch(/payload +pixels, of which an approximation comes back/);
  const told = await runCli(["inspect", "a.png.veil.png", "--json"], { cwd });
  expect(JSON.parse(told.stdout)).toMatchObject({ cipher, payload: "pixels", lossy: true });

  const decrypted = await runCli(["decrypt", "a.png.veil.png", "-o", "b.png", ...key], { cwd });
  expect(decrypted.code).toBe(0);
  expect(decrypted.stderr).toMatch(/a\.png\.veil\.png: an approximation: /);
  const again = ["decrypt", "a.png.veil.png", "-o", "b.png", "--force", "--json", ...key];
  const document = JSON.parse((await runCli(again, { cwd })).stdout);
  expect(document).toMatchObject({ results: [{ output: "b.png", lossy: true }] });
  expect(await meanSquaredError(join(cwd, "b.png"), 1)).toBeGreaterThan(0);
});

test("so it does on worker threads, where many files are worked on", async () => {
  const { cwd, key } = await pictures(["a.png", "b.png", "c.png"]);
  const names = ["a.png", "b.png", "c.png"];
  const call = ["encrypt", ...names, "-o", "vault/", "--cipher", cipher, "--lossy", ...key];
  expect((await runCli(call, { cwd })).code).toBe(0);
  const { stdout } = await runCli(["decrypt", "vault", "-o", "back", "--json", ...key], { cwd });
  const { results } = JSON.parse(stdout) as { results: { lossy?: true }[] };
  expect(results.map(({ lossy }) => lossy)).toEqual([true, true, true]);
});

test("what is no image is refused with --lossy, and nothing is written", async () => {
  const { cwd, key } = await pictures([]);
  const [, path] = key;
  const call = ["encrypt", path!, "-o", "out.png", "--cipher", cipher, "--lossy", ...key];
  const { code, stderr } = await runCli(call, { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/only images can be approximated/);
  await expect(readFile(join(cwd, "out.png"))).rejects.toMatchObject({ code: "ENOENT" });
});
