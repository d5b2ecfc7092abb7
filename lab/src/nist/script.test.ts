import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";

const script = fileURLToPath(new URL("../../scripts/nist.mjs", import.meta.url));

function nist(
  input: Uint8Array,
  ...args: string[]
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [script, ...args], { input, encoding: "utf8" });
}

const { data } = next(idealImages(9, { width: 5000, height: 1 }));

test("prints a table of what it is piped, and exits 0 when nothing is rejected", () => {
  const { status, stdout, stderr } = nist(data, "--bits", "10000", "--sequences", "3");
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(/^\| test \| P-values \|/);
  expect(stdout).toMatch(/3 sequences, 7 P-values each; .*family-wise at 0.001: nothing rejected/);
});

test("says when there are fewer sequences than were asked for", () => {
  const { status, stderr } = nist(data, "--bits", "10000", "--sequences", "5");
  expect(status, stderr).toBe(0);
  expect(stderr).toContain("nist: 4 sequences tested, not 5: the bytes end there\n");
  expect(nist(data, "--bits", "10000", "--sequences", "4").stderr).not.toContain("not 4");
});

test("exits 1 when something is rejected", () => {
  const { status, stdout } = nist(new Uint8Array(5000).fill(0x55), "--bits", "10000");
  expect(status).toBe(1);
  expect(stdout).toMatch(/rejected\.\n$/);
});

test.each([
  ["too few bytes", new Uint8Array(10), [], /expected 125000 bytes or more, got 10/],
  ["a length that is none", data, ["--bits", "many"], /--bits expected a whole number from 1/],
  ["two files", data, ["a", "b"], /expected one file, got 2/],
  ["a file that is not there", data, ["none.bin"], /ENOENT/],
])("refuses %s in one line with exit 2", (_, input, args, message) => {
  const { status, stdout, stderr } = nist(input, ...args);
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(message);
  expect(stderr.match(/\n/g)).toHaveLength(1);
});
