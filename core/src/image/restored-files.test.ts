import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { caseFile } from "./cases.test.data.ts";
import { fingerprint } from "./fingerprint.test.support.ts";
import { decodeImage, encodeImage } from "./index.ts";
import { realFiles } from "./real-files.test.data.ts";

interface Restored {
  readonly fingerprint: string;
  readonly by: string;
  /** What is not as it was. */
  readonly differs: readonly string[];
}

// Written by core/scripts/restored-files.py.
const { files } = JSON.parse(
  readFileSync(new URL("restored-files.json", import.meta.url), "utf8"),
) as { readonly files: Readonly<Record<string, Restored>> };
const own = Object.entries(files).filter(([path]) => path.startsWith("cases/"));

/** Transfer syntax, length of its group and what channels mean, where pixels were compressed. */
const expected = new Set(["(0002, 0000)", "(0002, 0010)", "(0028, 0004)", "(0028, 0006)"]);

test("other programs find in restored files what was in the originals", () => {
  expect(own.length).toBeGreaterThan(6);
  const others = Object.values(files).flatMap(({ differs }) =>
    differs.filter((what) => !expected.has(what)),
  );
  expect(others).toEqual([]);
  const shown = Object.values(files).filter(({ by }) => by === "Pillow");
  expect(shown.flatMap(({ differs }) => differs)).toEqual([]);
  expect(shown.length).toBeGreaterThan(12);
});

const restored = async (file: Uint8Array): Promise<string> =>
  fingerprint((await encodeImage(await decodeImage(file))).bytes);

test.each(own)("%s is restored as it was when they looked", async (path, { fingerprint: then }) => {
  expect(await restored(caseFile(path.slice("cases/".length)))).toBe(then);
});

const real = realFiles(/^(gif|webp|png-extra\/apng|dicom)\//).filter(({ path }) => path in files);

test.runIf(real.length > 0)("so are real files", async () => {
  for (const { path, read } of real) {
    expect(await restored(new Uint8Array(read())), path).toBe(files[path]!.fingerprint);
  }
});
