import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { cipherFingerprint } from "../attacks/cipher-fingerprint.ts";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { hybridClaims, type Claim } from "./hybrid/claims.ts";
import { hybridFindings } from "./hybrid/hybrid.ts";
import { measureAblation } from "./hybrid/measure-ablation.ts";
import { measureNoise } from "./hybrid/measure-noise.ts";
import { measurePictures, pictureMetrics } from "./hybrid/measure-pictures.ts";
import { HybridRecords, part } from "./hybrid/records.ts";
import { formed, hybridRows } from "./hybrid/rows.ts";
import { yearsText } from "./hybrid/tables.ts";
import { emptyPage, splice, tablesOf } from "./page.ts";
import { paperSection } from "./paper.ts";
import { hybridStudy } from "./hybrid/hybrid.ts";
import { keptResults } from "./resumed.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));
const record = `${docs}/studies/hybrid.jsonl`;
const families = async (): Promise<string | undefined> =>
  existsSync(`${docs}/studies/families.md`) ? await text("studies/families.md") : undefined;
const text = (path: string): Promise<string> => readFile(`${docs}/${path}`, "utf8");

test("page, HTML, CSV and LaTeX are those that the record gives, byte for byte", async () => {
  const { section, files, faults } = hybridFindings(keptResults(record));
  expect(faults).toEqual([]);
  const page = await text("studies/hybrid.md");
  expect(splice(page, "hybrid", section)).toBe(page);
  expect([...files!.keys()]).toEqual(["hybrid.html", "hybrid.csv", "hybrid.tex"]);
  for (const [name, content] of files!) expect(await text(`studies/${name}`), name).toBe(content);
});

test("every row was measured of its cipher as it is", async () => {
  const records = new HybridRecords(keptResults(record));
  for (const cipher of formed(hybridRows(false)))
    expect(records.form(cipher.id), cipher.id).toBe(await cipherFingerprint(cipher));
});

/** Without what the other study's page says, which is recorded and landed by itself. */
function withoutSurvey(page: string): string {
  return page
    .replace(/(?<=undecided\. ).*?(?=What is confirmed is)/, "")
    .replace(/^## Results: the four families$[^]*(?=^<!-- end of paper)/m, "");
}

test("the paper says of the hybrid what the record gives, and of the survey what its page had", async () => {
  const page = await text("paper.md");
  const section = paperSection(new HybridRecords(keptResults(record)), await families());
  expect(withoutSurvey(splice(page, "paper", section))).toBe(withoutSurvey(page));
  const survey = tablesOf(page).find(({ columns }) => columns[0] === "claim")!;
  expect(survey.rows.map(([claim]) => claim)).toEqual(
    Array.from({ length: 24 }, (_, i) => String(i + 1)),
  );
  for (const row of survey.rows) expect(row.at(-1)).toMatch(/confirmed|refuted|undecided/);
});

test("every claim of the paper is decided on the record", () => {
  const claims = hybridClaims(new HybridRecords(keptResults(record)));
  expect(claims.map(({ id }) => id)).toEqual("R1 R2 R3 R4 R5 R6 R7 R8 R9a R9b R9c".split(" "));
  for (const { figure, n } of claims) {
    expect(figure).not.toMatch(/NaN|undefined|Infinity/);
    expect(n).toBeGreaterThan(0);
  }
});

const noPython = spawnSync("python3", ["--version"], { stdio: "ignore" }).status !== 0;

test.skipIf(noPython)("other arithmetic reads the same figures from the record", async () => {
  const script = fileURLToPath(new URL("../../scripts/second-reading.py", import.meta.url));
  const read = (folder: string): SpawnSyncReturns<string> =>
    spawnSync("python3", [script, folder], { encoding: "utf8" });
  expect(read(`${docs}/studies`)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d{4} cells agree, 0 do not$/m),
  });
  const altered = await mkdtemp(join(tmpdir(), "neuroveil-reading-"));
  await copyFile(record, join(altered, "hybrid.jsonl"));
  const table = await text("studies/hybrid.csv");
  const cell = /^hybrid-differential,"hybrid, MNIST",NPCR \(%\),[^,]*,(\d+\.\d\d)/m;
  expect(table).toMatch(cell);
  await writeFile(
    join(altered, "hybrid.csv"),
    table.replace(cell, (line) => `${line.slice(0, -2)}11`),
  );
  expect(read(altered)).toMatchObject({ status: 1, stdout: expect.stringContaining("differs:") });
  await rm(altered, { recursive: true });
});

const scenes = [0, 1, 2].map((seed) => drawScene(seed, 32));
const run = {
  sets: [{ name: "S", pictures: 3, largest: [32, 32, 3], sha256: "" }],
};

/** What the claims say where another cipher takes the flagship's place. */
async function claimsOf(id: string): Promise<ReadonlyMap<string, Claim["verdict"]>> {
  const cipher = baselines.find((each) => each.id === id) ?? cipherById(id);
  const records = new HybridRecords(
    new Map<string, unknown>([
      [part.run, run],
      [part.pictures("hybrid", "S"), await measurePictures(cipher, scenes)],
      [part.noise("hybrid"), await measureNoise(cipher, scenes)],
    ]),
  );
  return new Map(hybridClaims(records).map((claim) => [claim.id, claim.verdict]));
}

test("the flagship's place: it passes, and what is weak there is refuted", async () => {
  expect(Object.fromEntries(await claimsOf("hybrid"))).toMatchObject({
    R1: "confirmed",
    R3: "confirmed",
    R4: "confirmed",
    R8: "confirmed",
    R9b: "refuted",
  });
  // Forgets its key, and masks without diffusion.
  expect(Object.fromEntries(await claimsOf("hybrid-literal"))).toMatchObject({
    R1: "confirmed",
    R4: "refuted",
    R8: "refuted",
    R9b: "confirmed",
  });
  // Loses, and its cipher images have structure.
  expect(Object.fromEntries(await claimsOf("conv-autoencoder"))).toMatchObject({ R1: "refuted" });
  // A stream cipher keeps a disturbed picture, and has no diffusion.
  expect(Object.fromEntries(await claimsOf("aes-256-ctr"))).toMatchObject({
    R4: "refuted",
    R8: "confirmed",
    R9b: "confirmed",
  });
});

test("every metric of every picture is there, for ciphers of all kinds", async () => {
  for (const id of ["hybrid", "chacha20-poly1305"]) {
    const cipher = baselines.find((each) => each.id === id) ?? cipherById(id);
    const found = await measurePictures(cipher, scenes.slice(0, 2));
    for (const metric of pictureMetrics) expect(found.values[metric], metric).toHaveLength(2);
    expect(found.exact).toBe(2);
  }
});

test("a key that fills 16 bits of each state leaves most of the native key without effect", async () => {
  const small = await measureAblation({ shape: { keyBits: 16 } }, true);
  const whole = await measureAblation({ shape: { keyBits: "all" } }, true);
  expect(whole.keyBitsFelt).toBe(whole.keyBitsFlipped);
  expect(small.keyBitsFelt).toBeLessThan(small.keyBitsFlipped / 2);
  expect([small.exact, whole.exact]).toEqual([3, 3]);
});

test("years of a search", () => {
  // Half of 2^56 keys at 10^9 a second: 1.14 years.
  expect(yearsText(56, 1e9)).toBe("1.1");
  expect(yearsText(128, 1e9)).toBe("10^22");
  expect(yearsText(16, 1e4)).toBe("3.3 s");
});

test("without data a folder's record is what the study reads, and none is no fault of the page", async () => {
  const { section } = await hybridStudy.run({ quick: false, inputs: [], folder: docs });
  expect(tablesOf(splice(emptyPage(hybridStudy), "hybrid", section))[0]!.columns).toContain(
    "Verdict",
  );
});
