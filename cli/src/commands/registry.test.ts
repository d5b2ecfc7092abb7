import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { baselines } from "@neuroveil/lab/baselines";
import { ciphers } from "neuroveil/ciphers";
import { describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("ciphers lists the registry, as a table and as JSON", async () => {
  const cwd = await temporaryFolder();
  const { stdout: table } = await runCli(["ciphers"], { cwd });
  for (const { id, status } of [...ciphers, ...baselines])
    expect(table).toMatch(new RegExp(`^${id} .* ${status} .* bits$`, "m"));
  // A public nonce is no key.
  expect(table).toMatch(/^aes-256-gcm .* 256 bits$/m);
  for (const line of lines(table)) expect(line.length, line).toBeLessThanOrEqual(80);
  const { stdout } = await runCli(["ciphers", "--json"], { cwd });
  const document = JSON.parse(stdout);
  expect(Object.keys(document)).toEqual(["ciphers"]);
  expect(document.ciphers.map((cipher: { id: string }) => cipher.id)).toEqual(
    [...ciphers, ...baselines].map((cipher) => cipher.id),
  );
  expect(document.ciphers[0]).toMatchObject({
    id: "hybrid",
    family: "hybrid",
    status: "cipher",
    lossless: true,
    source: expect.any(String),
  });
});

test("ciphers explains those that it is asked for", async () => {
  const cwd = await temporaryFolder();
  const { stdout } = await runCli(["ciphers", "canary", "conv-single"], { cwd });
  expect(stdout).toMatch(/^canary, of the control family$/m);
  expect(stdout).toMatch(/^ +weak +65,536 keys, and its key vector confirms a guessed image$/m);
  expect(stdout).toMatch(/^ +tried +trying all 65,536 keys: takes seconds/m);
  expect(stdout).toMatch(/^ +used by +analyze and compare$/m);
  expect(stdout).toMatch(/^ +key space +2\^16 keys$/m);
  expect(stdout).toMatch(/^conv-single, of the convolutional family$/m);
  for (const line of lines(stdout)) expect(line.length, line).toBeLessThanOrEqual(80);
  const { stdout: json } = await runCli(["ciphers", "canary", "--json"], { cwd });
  expect(JSON.parse(json)).toMatchObject({
    ciphers: [{ id: "canary", status: "known-weak", laboratory: true, keySpace: "2^16 keys" }],
  });
});

describe("keystream", () => {
  const key = ["--key", "ab".repeat(32)];
  const bin = fileURLToPath(new URL("../../../core/bin/neuroveil.js", import.meta.url));

  /** Length and SHA-256 of what a call writes. */
  async function written(...args: string[]): Promise<[number, string]> {
    const child = spawn(process.execPath, [bin, "keystream", ...args], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const hash = createHash("sha256");
    let length = 0;
    child.stdout.on("data", (bytes: Buffer) => {
      hash.update(bytes);
      length += bytes.length;
    });
    const [code] = await once(child, "close");
    expect(code).toBe(0);
    return [length, hash.digest("hex")];
  }

  test("writes exactly the bytes that were asked for, always the same", async () => {
    const [length, hash] = await written("hybrid", ...key, "--bytes", "100001");
    expect(length).toBe(100_001);
    expect(await written("hybrid", ...key, "--bytes", "100001")).toEqual([length, hash]);
    const [, frozen] = await written("hybrid", ...key, "--bytes", "100001", "--frozen-features");
    expect(frozen).not.toBe(hash);
  });

  test("a reader that stops early ends it without a word", async () => {
    const cwd = await temporaryFolder();
    const call = ["keystream", "hybrid", ...key, "--bytes", "300000000"];
    const shell = 'set -o pipefail; "$@" | head -c 1000 | wc -c';
    const { code, stdout, stderr } = await runCli(call, { cwd, shell });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe("1000");
    // As a shell tells it of a program that a broken pipe has ended.
    expect(code).toBe(141);
  });

  test.each([
    ["hybird", /did you mean .*hybrid/],
    ["rot13", /`neuroveil ciphers` lists/],
  ])("an unknown cipher (%s) is wrong usage that says what to do", async (id, advice) => {
    const cwd = await temporaryFolder();
    const { code, stderr } = await runCli(["keystream", id, ...key, "--bytes", "1"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(advice);
  });
});
