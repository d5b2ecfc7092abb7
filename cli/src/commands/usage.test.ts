import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { program } from "../program.ts";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const verbs = [
  "keygen",
  "encrypt",
  "decrypt",
  "inspect",
  "ciphers",
  "analyze",
  "compare",
  "train",
  "keystream",
  "bench",
];

test("--help names every verb, and every verb has help with an example", async () => {
  const cwd = await temporaryFolder();
  const all = await runCli(["--help"], { cwd });
  expect(all.code).toBe(0);
  for (const verb of verbs) expect(all.stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
  const each = await Promise.all(verbs.map((verb) => runCli([verb, "--help"], { cwd })));
  for (const [i, { code, stdout }] of each.entries()) {
    expect(code).toBe(0);
    expect(stdout).toContain(`$ neuroveil ${verbs[i]!}`);
  }
});

test("help has one width, whatever the terminal's", () => {
  const root = program([]);
  // What a wide terminal would give, were it asked.
  const columns = Object.getOwnPropertyDescriptor(process.stdout, "columns");
  Object.defineProperty(process.stdout, "columns", { value: 200, configurable: true });
  onTestFinished(() => {
    delete (process.stdout as { columns?: number }).columns;
    if (columns !== undefined) Object.defineProperty(process.stdout, "columns", columns);
  });
  for (const command of [root, ...root.commands]) {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    const wide = lines(help).filter((line) => line.length > 80);
    expect(wide, command.name()).toEqual([]);
  }
});

describe("wrong usage exits 2 with one line that helps", () => {
  const key = ["--key-file", "k"];
  const file = ["--payload", "file"];
  test.each([
    ["an empty --output", ["encrypt", "a.png", ...key, "-o", ""], /empty name/],
    ["an unknown verb", ["enrypt"], /Did you mean encrypt/],
    ["a verb of later issues", ["stream"], /unknown command/],
    ["no ciphers to compare", ["compare", "a.png", "--ciphers", ""], /`neuroveil ciphers` lists/],
    ["no number of keys", ["compare", "a.png", "--keys", "0"], /from 1/],
    ["too few positions to compare", ["compare", "a.png", "--positions", "15"], /from 16/],
    ["an unknown flag", ["encrypt", "a.png", "--frce", ...key], /--force/],
    ["no input", ["encrypt", ...key], /missing required argument/],
    ["no key", ["encrypt", "a.png"], /exactly one kind of key.*none.*--recipient/],
    ["two kinds of key", ["encrypt", "a.png", ...key, "--passphrase"], /exactly one.*2/],
    ["no key to decrypt", ["decrypt", "a.png"], /exactly one kind of key.*--identity/],
    ["two kinds to decrypt", ["decrypt", "a.png", ...key, "-i", "x"], /exactly one/],
    [
      "an unknown cipher",
      ["encrypt", "a.png", ...key, "--cipher", "hybird"],
      /did you mean hybrid\?/,
    ],
    ["a baseline to encrypt with", ["encrypt", "a.png", ...key, "--cipher", "rc4"], /to compare/],
    ["an unknown cipher to explain", ["ciphers", "cnary"], /did you mean canary\?/],
    ["a pair for two", ["analyze", "a.png", "b.png", "--pair", "c.png"], /one image beside --pair/],
    ["a report on two", ["analyze", "a.png", "b.png", "--report", "r.html"], /compare --report/],
    ["two keys for one file", ["inspect", "a.png", "b.png", "--age", "k.age"], /one by one/],
    [
      "two ways with what is there",
      ["encrypt", "a.png", ...key, "--force", "--skip-existing"],
      /--force/,
    ],
    [
      "hidden names to skip by",
      ["encrypt", "a", ...key, "--hide-names", "--skip-existing"],
      /--hide/,
    ],
    [
      "a hidden name of one's own",
      ["encrypt", "a", ...key, "--hide-names", "-o", "b"],
      /leave one/,
    ],
    ["a check that writes", ["decrypt", "a.png", ...key, "--check", "-o", "b.png"], /--check/],
    ["standard input twice", ["decrypt", "-", "-i", "-"], /once, got it 2 times/],
    ["an unknown protection", ["encrypt", "a.png", ...key, "--protection", "x"], /sealed/],
    ["a nonce without bare", ["encrypt", "a.png", ...key, "--nonce", "0".repeat(32)], /bare/],
    [
      "a short nonce",
      ["encrypt", "a.png", ...key, "--protection", "bare", "--nonce", "0"],
      /32 hex/,
    ],
    ["--unverified alone", ["decrypt", "a.png", ...key, "--unverified"], /--protection bare/],
    ["sealed in decrypt", ["decrypt", "a.png", ...key, "--protection", "sealed"], /bare/],
    ["three numbers", ["encrypt", "a.png", ...key, "--region", "0,0,1"], /four whole numbers/],
    ["no pixel", ["encrypt", "a.png", ...key, "--region", "0,0,1,0"], /at least one pixel/],
    [
      "a mask for bare",
      ["encrypt", "a.png", "--protection", "bare", ...key, "--mask", "m"],
      /sealed/,
    ],
    ["nobody's region", ["encrypt", "a.png", ...key, "--region-recipient", "age1x"], /behind/],
    ["--lossy without", ["encrypt", "a.png", ...key, "--lossy"], /hybrid, which loses nothing/],
    [
      "a file to approximate",
      ["encrypt", "a.png", "--lossy", "--cipher", "conv-autoencoder", ...key, ...file],
      /got --payload file/,
    ],
    ["a report over its image", ["analyze", "a.png", "--report", "./a.png"], /got the input/],
    ["an unknown cipher to analyse", ["analyze", "a.png", "--cipher", "hybrid,rot13"], /"rot13"/],
    ["no cipher to analyse", ["analyze", "a.png", "--cipher", ""], /`neuroveil ciphers` lists/],
    ["a short key to analyse with", ["analyze", "a.png", "--key", "00"], /64 hex/],
    ["too few positions", ["analyze", "a.png", "--positions", "15"], /from 16/],
    ["a keystream's short key", ["keystream", "hybrid", "--key", "00", "--bytes", "1"], /64 hex/],
    [
      "no number",
      ["keystream", "hybrid", "--key", "0".repeat(64), "--bytes", "1k"],
      /whole number/,
    ],
  ])("%s", async (_, args, message) => {
    const cwd = await temporaryFolder();
    const { code, stdout, stderr } = await runCli(args, { cwd });
    expect(stderr).toMatch(message);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(/^neuroveil: /);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(await readdir(cwd)).toEqual([]);
  });

  test("with --json the error is the one document on standard output", async () => {
    const cwd = await temporaryFolder();
    const known = await runCli(["encrypt", "a.png", "--json"], { cwd });
    expect(known.code).toBe(2);
    expect(JSON.parse(known.stdout)).toMatchObject({ error: { code: "usage" } });
    const unknown = await runCli(["ciphers", "--json", "--nonsense"], { cwd });
    expect(unknown.code).toBe(2);
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: "usage" } });
  });

  test("several results cannot go to one file", async () => {
    const cwd = await temporaryFolder();
    const key = await keyFile(cwd);
    await writeFile(join(cwd, "taken"), "x");
    const call = ["encrypt", "a.png", "b.png", "--output", "taken", ...key];
    const { code, stderr } = await runCli(call, { cwd });
    expect(stderr).toMatch(/a folder after --output/);
    expect(code).toBe(2);
  });
});

test("a secret key given as recipient is refused and not repeated", async () => {
  const cwd = await temporaryFolder();
  const { stdout } = await runCli(["keygen"], { cwd });
  const secret = /AGE-SECRET-KEY-\S+/.exec(stdout)![0];
  const { code, stderr } = await runCli(["encrypt", "a.png", "-r", secret], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/secret key/);
  expect(stderr).not.toContain(secret);
});

test("NEUROVEIL_DEBUG shows where an error comes from; without it nothing does", async () => {
  const cwd = await temporaryFolder();
  const call = ["inspect", "none.png"];
  const plain = await runCli(call, { cwd });
  expect(lines(plain.stderr)).toHaveLength(1);
  const debugged = await runCli(call, { cwd, env: { NEUROVEIL_DEBUG: "1" } });
  expect(debugged.stderr).toMatch(/\n +at /);
  expect(debugged.code).toBe(1);
});
