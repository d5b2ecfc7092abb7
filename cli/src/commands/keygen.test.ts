import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("without --output prints the identity file, and the recipient on standard error", async () => {
  const cwd = await temporaryFolder();
  const { code, stdout, stderr } = await runCli(["keygen"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^# created: \S+Z\n# public key: age1[a-z0-9]+\nAGE-SECRET-KEY-1[A-Z0-9]+\n$/,
  );
  expect(stderr).toBe(`neuroveil: recipient: ${/age1\S+/.exec(stdout)![0]}\n`);
});

test("with --output writes it for the owner alone and prints the recipient", async () => {
  const cwd = await temporaryFolder();
  const { code, stdout } = await runCli(["keygen", "--output", "key.txt"], { cwd });
  expect(code).toBe(0);
  const file = await readFile(join(cwd, "key.txt"), "utf8");
  expect(file).toContain(`# public key: ${stdout.trim()}\nAGE-SECRET-KEY-1`);
  const status = await stat(join(cwd, "key.txt"));
  expect(status.mode & 0o777).toBe(0o600);

  const again = await runCli(["keygen", "--output", "key.txt"], { cwd });
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/key\.txt, which is already there; choose another name/);
  expect(again.stderr).not.toContain("--force");
  expect(await readFile(join(cwd, "key.txt"), "utf8")).toBe(file);
});

test("--passphrase makes ten words", async () => {
  const cwd = await temporaryFolder();
  const { code, stdout, stderr } = await runCli(["keygen", "--passphrase"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^([a-z]+-){9}[a-z]+\n$/);
});

test("--post-quantum makes a hybrid pair", async () => {
  const cwd = await temporaryFolder();
  const { code, stdout } = await runCli(["keygen", "--post-quantum"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(/\nAGE-SECRET-KEY-PQ-1[A-Z0-9]+\n$/);
});
