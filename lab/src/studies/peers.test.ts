import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCipher } from "../programs/program-cipher.ts";
import { splice } from "./page.ts";
import { peerRecipes } from "./peer-recipes.ts";
import { peersStudy } from "./peers.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const settings = { quick: false, inputs: [] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-peers-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the page is what the record says, byte for byte, and nothing is missing in it", async () => {
  const { section, faults } = await peersStudy.run({ ...settings, folder: at("docs") });
  expect(faults).toEqual([]);
  const page = await readFile(at("docs/peers.md"), "utf8");
  expect(splice(page, "peers", section)).toBe(page);
});

test("without a record everything is missing, and a folder is asked for", async () => {
  const { faults } = await peersStudy.run({ ...settings, folder });
  expect(faults!.length).toBeGreaterThan(peerRecipes.length);
  await expect(peersStudy.run(settings)).rejects.toThrow(/got none; add --report docs, or --quick/);
});

test("every recipe says where the code is, at which commit, and under which licence", () => {
  expect(new Set(peerRecipes.map(({ id }) => id)).size).toBe(peerRecipes.length);
  for (const { adapter, commit, licence, repository } of peerRecipes) {
    expect(existsSync(at(`lab/peers/${adapter}`))).toBe(true);
    expect(commit).toMatch(/^[\da-f]{40}$/);
    expect(licence).toMatch(/^(MIT|Apache-2\.0)/);
    expect(repository).toMatch(/^[\w-]+\/[\w-]+$/);
  }
});

test("a clone of another commit is refused before it runs", async () => {
  const clones = join(folder, "clones");
  for (const { repository } of peerRecipes)
    await mkdir(join(clones, repository.split("/")[1]!), { recursive: true });
  const run = peersStudy.run({ ...settings, inputs: [clones], folder });
  await expect(run).rejects.toThrow(/at commit [\da-f]{40}, got .*; git -C .* checkout/);
});

const numpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
if (!numpy) console.warn("An adapter is not tried: python3 -c 'import numpy' fails");

test.skipIf(!numpy)("an adapter calls a project's own functions", async () => {
  const project = join(folder, "project", "python", "chaosencrypt");
  await mkdir(project, { recursive: true });
  await writeFile(join(project, "__init__.py"), "print('into the answers')\n");
  const lines = ["encrypt", "decrypt"].map(
    (verb, i) => `def ${verb}(image, key):\n    return image ${i === 0 ? "+" : "-"} key["n"]\n`,
  );
  await writeFile(join(project, "discrete_pisarchik.py"), lines.join("\n"));
  const words = ["python3", at("lab/peers/pisarchik.py"), join(folder, "project")];
  const { cipher, program } = await startCipher(words, { callSeconds: 60 });
  expect(cipher).toMatchObject({ id: "pisarchik-logistic", nativeKey: { bytes: 8 } });
  const shape = { width: 3, height: 2, bytesPerSample: 1 } as const;
  const data = Uint8Array.of(0, 1, 2, 3, 4, 250);
  await cipher.encrypt({ ...shape, channels: 1, data }, new Uint8Array(8));
  expect(data).toEqual(Uint8Array.of(10, 11, 12, 13, 14, 4));
  await expect(
    cipher.encrypt({ ...shape, channels: 3, data: new Uint8Array(18) }, new Uint8Array(8)),
  ).rejects.toThrow(/got "no": "only gray images of 8 bits"/);
  program.close();
});
