import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { program } from "../program.ts";
import { runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { completionTree } from "./tree.ts";
import { zshScript } from "./zsh.ts";

const run = promisify(execFile);
const verbs = completionTree(program());

test("the tree has every verb and its flags", () => {
  expect(verbs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["encrypt", "analyze", "completion", "help"]),
  );
  const { flags } = verbs.find(({ name }) => name === "encrypt")!;
  expect(flags).toContainEqual(
    expect.objectContaining({ names: ["-o", "--output"], value: "any" }),
  );
  expect(flags.find(({ names }) => names.includes("--protection"))).toMatchObject({
    value: ["sealed", "authenticated", "bare"],
  });
  expect(flags.find(({ names }) => names.includes("--region"))).toMatchObject({ value: "any" });
});

test("the command line prints a shell's script", async () => {
  const { code, stdout } = await runCli(["completion", "bash"], { cwd: await temporaryFolder() });
  expect(code).toBe(0);
  expect(stdout).toBe(bashScript(verbs));
});

/** Whether a shell is there. */
async function has(shell: string): Promise<boolean> {
  return run(shell, ["-c", "true"]).then(
    () => true,
    () => false,
  );
}

test.skipIf(!(await has("bash")))("bash completes", async () => {
  const asks = [
    ["enc"],
    ["encrypt", "--prot"],
    ["encrypt", "--protection", ""],
    ["encrypt", "--protection", "b"],
    ["encrypt", "-o", ""],
    ["encrypt", "pho"],
    ["completion", ""],
    ["help", "tr"],
  ];
  const script = asks.map((words) => {
    const list = ["neuroveil", ...words].map((word) => `'${word}'`).join(" ");
    return `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _neuroveil; echo "\${COMPREPLY[*]}"`;
  });
  const { stdout } = await run("bash", ["-c", `${bashScript(verbs)}\n${script.join("\n")}`]);
  expect(stdout.split("\n").slice(0, -1)).toEqual([
    "encrypt",
    "--protection",
    "sealed authenticated bare",
    "bare",
    // Names of files are the shell's.
    "",
    "",
    "bash zsh fish",
    "train",
  ]);
});

test.skipIf(!(await has("fish")))("fish completes", async () => {
  const ask = (line: string): string => `complete -C ${JSON.stringify(`neuroveil ${line}`)}`;
  const asks = ["enc", "encrypt --prot", "encrypt --protection ", "completion "].map(ask);
  const { stdout } = await run("fish", ["-c", [fishScript(verbs), ...asks].join("\n")]);
  const words = stdout.split("\n").map((line) => line.split("\t")[0]);
  expect(words).toEqual(
    expect.arrayContaining(["encrypt", "--protection", "sealed", "bare", "bash"]),
  );
});

test.skipIf(!(await has("zsh")))("zsh reads its script", async () => {
  const path = join(await temporaryFolder(), "_neuroveil");
  await writeFile(path, zshScript(verbs));
  await run("zsh", ["-n", path]);
  expect(zshScript(verbs)).toContain("'*--protection=[what keeps");
});
