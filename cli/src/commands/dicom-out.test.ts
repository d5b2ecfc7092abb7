import { readFile, writeFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { keyFile, samplePicture, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const cases = new URL("../../../core/src/image/cases/", import.meta.url);
const scan = await readFile(new URL("pydicom-frames.dcm", cases));

test("--dicom-out makes DICOM files, out of which the originals come", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await mkdir(join(cwd, "in"));
  await writeFile(join(cwd, "in/a.dcm"), scan);
  await writeFile(join(cwd, "in/b.dcm"), await readFile(new URL("pydicom-rle.dcm", cases)));
  const flags = ["--dicom-out", "basic", "--region", "0,0,2,1", ...key];
  const made = await runCli(["encrypt", "in", "-o", "out/", ...flags], { cwd });
  expect(made).toMatchObject({ code: 0 });
  expect(made.stderr).toMatch(/named after their inputs.*--hide-names/);
  expect((await readdir(join(cwd, "out"))).toSorted()).toEqual([
    "a.dcm.veil.dcm",
    "b.dcm.veil.dcm",
  ]);
  const out = await readFile(join(cwd, "out/a.dcm.veil.dcm"));
  const { data, metadata } = await decodeImage(out);
  expect(metadata.origin).toMatchObject({ format: "dicom" });
  const before = await decodeImage(scan);
  expect(data).toHaveLength(before.data.length);
  expect(data.subarray(0, 2).every((byte) => byte === 0)).toBe(true);

  // It is no input any more, and comes out of a folder as others do.
  const again = await runCli(["encrypt", "out", "-o", "no/", ...flags], { cwd });
  expect(again).toMatchObject({ code: 1 });
  expect(again.stderr).toMatch(/\*\.veil\.dcm/);
  const back = await runCli(["decrypt", "out", "-o", "back/", ...key], { cwd });
  expect(back).toMatchObject({ code: 0 });
  expect(await readFile(join(cwd, "back/a.dcm"))).toEqual(scan);
  const told = await runCli(["inspect", "out/a.dcm.veil.dcm", "--json"], { cwd });
  expect(JSON.parse(told.stdout)).toMatchObject({ kind: "cipher" });
});

test("other files are refused, and so are options that do not go with it", async () => {
  const cwd = await temporaryFolder();
  const key = await keyFile(cwd);
  await writePng(join(cwd, "a.png"), samplePicture(1));
  await writeFile(join(cwd, "a.dcm"), scan);
  const call = (...more: string[]): ReturnType<typeof runCli> =>
    runCli(["encrypt", "a.dcm", "--dicom-out", "basic", ...key, ...more], { cwd });
  const some = await call("a.png", "--hide-names");
  expect(some).toMatchObject({ code: 1 });
  expect(some.stderr).toMatch(/a\.png: expected a DICOM file/);
  expect(some.stderr).not.toMatch(/named after their inputs/);
  expect(
    (await readdir(cwd)).filter((name) => /^[0-9a-f]{16}\.veil\.dcm$/.test(name)),
  ).toHaveLength(1);
  const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  for (const wrong of [
    ["--payload", "pixels"],
    ["--protection", "authenticated"],
    ["--keep-original"],
    ["--preview", "16"],
    ["--with", "a.png"],
    ["--region", "0,0,2,1", "--region-recipient", recipient],
  ]) {
    expect(await call(...wrong)).toMatchObject({ code: 2, stdout: "" });
  }
  const outside = await call("--region", "0,0,99999,1");
  expect(outside).toMatchObject({ code: 1 });
  expect(await readdir(cwd)).not.toContain("a.dcm.veil.dcm");
});
