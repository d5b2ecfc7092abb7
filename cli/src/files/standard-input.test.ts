import { mkdir, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkStandardOutput } from "../batch/batch-options.ts";
import { refuseTerminal } from "../terminal/streams.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findDestination } from "./destination.ts";
import { findInputs } from "./inputs.ts";
import { checkStandardInput } from "./standard-input.ts";

test.each<[string, string[], (string | undefined)[], RegExp | undefined]>([
  ["alone", ["-"], [undefined, "key.txt"], undefined],
  ["for a key beside files", ["a", "b"], ["-"], undefined],
  ["twice", ["-", "-"], [], /once, got it 2 times/],
  ["for image and key", ["-"], ["-"], /once, got it 2 times/],
  ["beside a file", ["-", "a"], [], /alone, got it beside files/],
])("standard input %s", (_, names, others, message) => {
  const check = (): void => checkStandardInput(names, others);
  if (message === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});

test("where results go that come from or go to a stream", async () => {
  expect(await findDestination(undefined, ["-"])).toEqual({ kind: "stream" });
  expect(await findDestination("-", ["a.png"])).toEqual({ kind: "stream" });
  expect(await findDestination("b.png", ["-"])).toEqual({ kind: "file", path: "b.png" });
  await expect(findDestination("-", ["a.png", "b.png"])).rejects.toThrow(/one file for standard/);
  await expect(findDestination("-", ["."])).rejects.toThrow(/one file for standard/);
});

test("bytes are not written to a screen, nor beside a document", () => {
  const before = process.stdout.isTTY;
  onTestFinished(() => {
    process.stdout.isTTY = before;
  });
  process.stdout.isTTY = true;
  const stream = { kind: "stream" } as const;
  const check = (options: object): void => checkStandardOutput(stream, options, "photo.png");
  expect(() => check({})).toThrow(/got a terminal; add > photo.png, or --output photo.png/);
  expect(() => check({ dryRun: true })).not.toThrow();
  process.stdout.isTTY = false;
  expect(() => check({})).not.toThrow();
  expect(() => check({ json: true })).toThrow(/the result and --json; name a file/);
  expect(() => checkStandardOutput({ kind: "beside" }, { json: true }, "x")).not.toThrow();
  expect(() => refuseTerminal("> x")).not.toThrow();
});

test("a file called - in a folder is that file", async () => {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, "in"));
  await writeFile(join(cwd, "in", "-"), "text");
  const before = process.cwd();
  process.chdir(join(cwd, "in"));
  onTestFinished(() => process.chdir(before));
  const { files } = await findInputs(["."], { wanted: "files", accept: () => true });
  expect(files.map(({ path }) => path)).toEqual([`.${sep}-`]);
});
