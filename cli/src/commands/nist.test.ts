import { createCipheriv } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

async function streams(): Promise<string> {
  const cwd = await temporaryFolder();
  const bytes = createCipheriv("aes-256-ctr", Buffer.alloc(32), Buffer.alloc(16));
  await writeFile(join(cwd, "a.bin"), bytes.update(Buffer.alloc(5000)));
  await writeFile(join(cwd, "few.bin"), Buffer.alloc(10));
  return cwd;
}

test("says when there are fewer sequences than were asked for", async () => {
  const cwd = await streams();
  const asked = async (count: string): Promise<string> => {
    const call = ["nist", "a.bin", "--bits", "10000", "--sequences", count];
    const { code, stderr } = await runCli(call, { cwd });
    expect(code, stderr).toBe(0);
    return stderr;
  };
  expect(await asked("5")).toContain("4 sequences tested, not 5: the bytes end there\n");
  expect(await asked("4")).not.toContain("not 4");
});

test.each([
  ["too few bytes", 1, ["few.bin"], /expected 125000 bytes or more, got 10/],
  ["a length that is none", 2, ["a.bin", "--bits", "many"], /--bits.*whole number/],
  ["two files", 2, ["a.bin", "few.bin"], /too many arguments/],
] as const)("refuses %s in one line", async (_, exit, args, message) => {
  const cwd = await streams();
  const { code, stdout, stderr } = await runCli(["nist", ...args], { cwd });
  expect([code, stdout]).toEqual([exit, ""]);
  expect(lines(stderr)).toEqual([expect.stringMatching(message)]);
});
