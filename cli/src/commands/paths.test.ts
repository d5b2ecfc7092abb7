import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { keyFile, writePng } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const wrapping = (text: string): RegExp => new RegExp(`^neuroveil: (?:[^ :]+: )?expected ${text}$`);

test.each([
  ["encrypt", ["nix.png", "--key-file", "0f0f.key"]],
  ["decrypt", ["nix.png", "--key-file", "0f0f.key"]],
  ["inspect", ["nix.png"]],
  ["analyze", ["nix.png"]],
  ["compare", ["nix.png"]],
  ["train", ["conv-autoencoder", "--quick", "--dataset", "nix.png", "--output", "run"]],
])("%s: a name that leads nowhere is told in the same words", async (verb, args) => {
  const cwd = await temporaryFolder();
  await keyFile(cwd);
  const { code, stderr } = await runCli([verb, ...args], { cwd });
  expect(lines(stderr)).toEqual([
    expect.stringMatching(
      wrapping("a file or folder named nix\\.png, got no such file; check the name"),
    ),
  ]);
  expect(code).toBe(1);
  expect(await readdir(cwd)).toEqual(["0f0f.key"]);
});

test.each([
  [
    "encrypt",
    ["--key-file", "0f0f.key"],
    "files to encrypt",
    /\*\.veil\.png, \*\.veil\.dcm with their signatures are left out/,
  ],
  ["decrypt", ["--key-file", "0f0f.key"], "cipher images", /made by `neuroveil encrypt`/],
  ["inspect", [], "files to inspect", /links and signatures of cipher images are left out/],
  ["analyze", [], "images to analyse", /other than plain images are left out/],
  ["compare", [], "images", /other formats than .*PNG, .*TIFF, .* are left out/],
])("%s: what an empty folder lacks is said", async (verb, args, wanted, leftOut) => {
  const cwd = await temporaryFolder();
  await keyFile(cwd);
  await mkdir(join(cwd, "empty"));
  const { code, stderr } = await runCli([verb, "empty", ...args], { cwd });
  expect(lines(stderr)).toEqual([
    expect.stringMatching(new RegExp(`expected ${wanted}.* the folder empty\\b`)),
  ]);
  expect(stderr).toMatch(leftOut);
  expect(code).toBe(1);
});

test.each([
  ["a folder", "results", 2, /got the folder results; name a page in it/],
  ["a folder to be", "new/", 2, /got the folder new\/; name a page in it/],
  ["below a file", "a.png/report.html", 1, /got a file where a folder should be/],
])(
  "analyze: a report cannot be %s, which is said before the work",
  async (_, report, exit, why) => {
    const cwd = await temporaryFolder();
    await writePng(join(cwd, "a.png"));
    await mkdir(join(cwd, "results"));
    await writeFile(join(cwd, "results", "index.html"), "another run's");
    // So many positions would take hours.
    const call = ["analyze", "a.png", "--positions", "100000000", "--force", "--report", report];
    const { code, stdout, stderr } = await runCli(call, { cwd });
    expect(stderr).toMatch(why);
    expect(stdout).toBe("");
    expect(code).toBe(exit);
  },
);
