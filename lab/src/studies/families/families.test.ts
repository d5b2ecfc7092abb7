import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { splice, tablesOf } from "../page.ts";
import { keptLine, keptResults } from "../resumed.ts";
import { claims, judgeClass, type Context, type Verdict } from "./claims.ts";
import { crossClaims, rankingClaims } from "./cross-claims.ts";
import { familiesDocuments } from "./documents.ts";
import { currentResults, familiesStudy, recordName } from "./families.ts";
import { families, members, versionsOf } from "./members.ts";
import { Recorded } from "./recorded.ts";
import { variantFigures, type Interval, type VariantFigures } from "./variant-figures.ts";

const folder = fileURLToPath(new URL("../../../../docs/studies/", import.meta.url));
const recorded = new Recorded(keptResults(`${folder}${recordName}`));
const text = (name: string): string => readFileSync(`${folder}${name}`, "utf8");

test("the page and what lies beside it are what the recorded figures give, byte for byte", () => {
  const { section, files } = familiesDocuments(recorded);
  const page = text("families.md");
  expect(splice(page, familiesStudy.id, section)).toBe(page);
  expect(files.size).toBeGreaterThan(3);
  for (const [name, content] of files) expect(text(name), name).toBe(content);
  const lines = recorded.entries.map(([name, result]) => keptLine(name, result));
  expect(text(recordName)).toBe(lines.join(""));
});

test("all was measured of the ciphers as they are", async () => {
  const versions = await versionsOf(members);
  const all = new Map(recorded.entries);
  expect(currentResults(all, versions)).toEqual(all);
  const changed = new Map(versions).set("hybrid", "0".repeat(12));
  const left = currentResults(all, changed);
  expect([...left.keys()].filter((name) => name.startsWith("hybrid@"))).toEqual([]);
  expect(left.size).toBeGreaterThan(0.9 * all.size);
  expect(left.size).toBeLessThan(all.size);
});

test("another figure gives another page", () => {
  const [first, ...others] = recorded.entries.filter(([name]) => /^cnse@\w+ \| image/.test(name));
  const changed = { ...(first![1] as object), entropyZ: -5000 };
  const all = new Map(recorded.entries).set(first![0], changed);
  expect(others.length).toBeGreaterThan(10);
  expect(familiesDocuments(new Recorded(all)).section).not.toBe(
    familiesDocuments(recorded).section,
  );
});

test("both tables have a claim for every family and property, and every claim is judged", () => {
  expect(claims.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  const cells = new Set(claims.map(({ family, property }) => `${family}, ${property}`));
  expect(cells.size).toBe(6 * families.length);
  const [table] = tablesOf(familiesDocuments(recorded).section);
  expect(table!.rows).toHaveLength(24);
  for (const row of table!.rows) {
    expect(row).toHaveLength(table!.columns.length);
    expect(row[table!.columns.indexOf("verdict")]).toMatch(
      /^\*\*(confirmed|refuted|undecided)\*\*$/,
    );
  }
});

const figures = new Map(
  recorded.members.map((member) => [member.cipher.id, variantFigures(member, recorded)]),
);

function figuresOf(id: string): VariantFigures {
  return figures.get(id)!;
}

// By lab/scripts/second-reading-families.py.
test("a second reading of the same lines by other arithmetic gives the same figures", () => {
  const { values, parts } = JSON.parse(
    readFileSync(new URL("second-reading.json", import.meta.url), "utf8"),
  ) as {
    readonly values: Readonly<Record<string, readonly [number, number, number]>>;
    readonly parts: Readonly<Record<string, number>>;
  };
  for (const [name, wanted] of Object.entries(values)) {
    const [id, which] = name.split(", ") as [string, string];
    const { correlation, distortion, entropy, noise } = figuresOf(id);
    const found: Readonly<Record<string, Interval>> = {
      size: correlation.size,
      ssim: distortion.ssim,
      offIdeal: distortion.offIdeal,
      entropy: entropy.z,
      spread: noise!.spread,
    };
    const { value, low, high } = found[which]!;
    for (const [i, is] of [value, low, high].entries())
      expect(Math.abs(is - wanted[i]!), name).toBeLessThan(1e-6 * (1 + Math.abs(wanted[i]!)));
  }
  const variants = [...figures.values()];
  const all = [...crossClaims(variants), ...rankingClaims(variants)].flatMap(
    (claim) => claim.parts,
  );
  for (const [what, wanted] of Object.entries(parts))
    expect(all.find((part) => part.what === what)?.value, what).toBeCloseTo(wanted, 9);
});

const context: Context = { chaoticOf256: 250, convolutionalPsnr: 12 };

// What is known of these without any measurement: a sound stream cipher, and controls weak in one way each.
test.each<readonly [number, string, Verdict]>([
  [1, "aes-256-ctr", "confirmed"],
  [1, "canary", "refuted"],
  [2, "aes-256-ctr", "confirmed"],
  [2, "hybrid-literal", "refuted"],
  [3, "aes-256-ctr", "confirmed"],
  [4, "aes-256-ctr", "confirmed"],
  [4, "hybrid", "refuted"],
  [5, "aes-256-ctr", "confirmed"],
  [6, "aes-256-ctr", "confirmed"],
  [6, "permutation-only", "refuted"],
  [7, "gan-perturbation", "confirmed"],
  [8, "gan-perturbation", "confirmed"],
  [8, "aes-256-ctr", "refuted"],
  [9, "aes-256-ctr", "refuted"],
  [10, "aes-256-ctr", "refuted"],
  [10, "hybrid", "confirmed"],
  [11, "aes-256-ctr", "refuted"],
  [12, "permutation-only", "confirmed"],
  [12, "aes-256-ctr", "refuted"],
  [13, "aes-256-ctr", "confirmed"],
  [13, "canary", "refuted"],
  [15, "aes-256-ctr", "refuted"],
  [16, "hybrid", "refuted"],
  [20, "aes-256-ctr", "confirmed"],
  [22, "aes-256-ctr", "refuted"],
])("claim %i of %s would be %s", (number, id, verdict) => {
  const claim = claims[number - 1]!;
  expect(claim.judge(figuresOf(id), context)).toBe(verdict);
});

test("four in five variants confirm a claim about a class, more than one in five refutes it", () => {
  const claim = claims[2]!;
  const clean = { ...figuresOf("aes-256-ctr"), group: claim.family };
  const { correlation } = clean;
  const far = { ...correlation.z, low: 6 };
  const bad = { ...clean, correlation: { ...correlation, clean: false, z: far } };
  const open = { ...clean, correlation: { ...correlation, clean: false } };
  const verdictOf = (...variants: readonly VariantFigures[]): Verdict =>
    judgeClass(claim, variants, context).verdict;
  expect(verdictOf(clean, clean, clean, clean, bad)).toBe("confirmed");
  expect(verdictOf(clean, clean, clean, bad, bad)).toBe("refuted");
  expect(verdictOf(clean, clean, clean, bad, open)).toBe("undecided");
  expect(verdictOf(bad, bad, bad)).toBe("refuted");
  expect(verdictOf({ ...bad, group: "gan" })).toBe("undecided");
});

test("a quick run measures every kind of part, keeps nothing and tells how far it is", async () => {
  const told: number[] = [];
  const { section, files } = await familiesStudy.run({
    quick: true,
    inputs: [],
    folder: "/nowhere",
    onProgress: (done) => told.push(done),
  });
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(existsSync("/nowhere")).toBe(false);
  expect(files!.has(recordName)).toBe(false);
  const tables = tablesOf(section);
  expect(tables.length).toBe(tablesOf(familiesDocuments(recorded).section).length);
  for (const { columns, rows } of tables)
    for (const row of rows) expect(row).toHaveLength(columns.length);
  expect(section).not.toMatch(/NaN|undefined/);
});
