import { createCipheriv } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { splice, tablesOf } from "@neuroveil/lab/studies";
import { expect, test } from "vitest";
import { allStudies } from "../studies/studies.ts";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const docs = fileURLToPath(new URL("../../../docs", import.meta.url));

test("study lists what there is", async () => {
  const cwd = await temporaryFolder();
  const studies = await allStudies();
  const { stdout, code } = await runCli(["study"], { cwd });
  expect(code).toBe(0);
  for (const { id, question } of studies) expect(stdout).toContain(`${id}\n  ${question}\n`);
  const json = JSON.parse((await runCli(["study", "--json"], { cwd })).stdout);
  expect(json.studies.map(({ id }: { id: string }) => id)).toEqual(studies.map(({ id }) => id));
});

test("every study has a place in the documents, with figures in it", async () => {
  const ofModels = new Set(["figures", "frontier"]);
  for (const study of await allStudies()) {
    const name = ofModels.has(study.id) ? "models/conv-autoencoder.md" : await study.page([]);
    const page = await readFile(join(docs, name), "utf8");
    expect(splice(page, study.id, "")).not.toBe(page);
    expect(tablesOf(page).length, name).toBeGreaterThan(0);
  }
});

test("a quick study makes a page, and afterwards replaces its figures alone", async () => {
  const cwd = await temporaryFolder();
  const call = ["study", "robustness", "--quick", "--report", "pages"];
  const { stdout, code } = await runCli(call, { cwd });
  expect({ stdout, code }).toEqual({ stdout: "Written: pages/robustness.md\n", code: 0 });
  expect(await readdir(join(cwd, "pages"))).toEqual(["robustness.md"]);
  const path = join(cwd, "pages", "robustness.md");
  const page = await readFile(path, "utf8");
  expect(page).toContain("A quick run: too little to conclude from.");
  const [table] = tablesOf(page);
  expect(table!.rows.map(([id]) => id)).toEqual(["`conv-multi`", "`aes-256-ctr`", "`canary`"]);
  await writeFile(path, splice(`My words.\n${page}`, "robustness", "old figures"));
  const again = await runCli([...call, "--json"], { cwd });
  expect(await readFile(path, "utf8")).toBe(`My words.\n${page}`);
  const document = JSON.parse(again.stdout);
  expect(document).toMatchObject({ study: "robustness", quick: true, faults: [] });
  expect(document.tables).toEqual([table]);
});

test("a page without a place for the figures is refused before the work", async () => {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, "nist.md"), "no markers\n");
  const { code, stderr } = await runCli(["study", "nist", "--report", "."], { cwd });
  expect(code).toBe(1);
  expect(lines(stderr)).toEqual([expect.stringMatching(/<!-- nist -->.*; add them/)]);
  expect(await readFile(join(cwd, "nist.md"), "utf8")).toBe("no markers\n");
});

test("an unknown study is answered with those there are", async () => {
  const cwd = await temporaryFolder();
  const { code, stderr } = await runCli(["study", "apples"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/robustness.*got apples/);
});

test("nist passes AES, fails zeros, and reads standard input", async () => {
  const cwd = await temporaryFolder();
  const bytes = createCipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(16));
  await writeFile(join(cwd, "random.bin"), bytes.update(Buffer.alloc(50_000)));
  await writeFile(join(cwd, "zeros.bin"), Buffer.alloc(50_000));
  const size = ["--bits", "100000", "--sequences", "4"];
  const random = await runCli(["nist", "random.bin", ...size], { cwd });
  expect(random.code).toBe(0);
  expect(random.stdout).toContain("| frequency |");
  const zeros = await runCli(["nist", "zeros.bin", ...size, "--json"], { cwd });
  expect(zeros.code).toBe(1);
  expect(JSON.parse(zeros.stdout)).toMatchObject({ pass: false, sequences: 4 });
  const piped = await runCli(["nist", "-", ...size], { cwd, shell: '"$@" < random.bin' });
  expect(piped.stdout).toBe(random.stdout);
  const missing = await runCli(["nist", "gone.bin"], { cwd });
  expect(missing.code).toBe(1);
  expect(lines(missing.stderr)).toEqual([expect.stringContaining("no such file")]);
});
