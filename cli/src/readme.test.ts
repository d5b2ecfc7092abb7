import { execFile } from "node:child_process";
import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { samplePicture, writePng } from "./testing/sample-files.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** A page's first block in a language. */
async function block(language: string, page = "README.md"): Promise<string> {
  const text = await readFile(join(root, page), "utf8");
  return text.split(`\`\`\`${language}\n`)[1]!.split("```")[0]!;
}

/** A folder with a photograph, from which the workspace's packages can be reached. */
async function project(): Promise<string> {
  const cwd = await temporaryFolder();
  await symlink(join(root, "node_modules"), join(cwd, "node_modules"));
  await writePng(join(cwd, "photo.jpg"));
  return cwd;
}

test("the README's commands work as they stand there", async () => {
  const cwd = await project();
  await run("bash", ["-euc", await block("sh")], { cwd });
  expect((await readdir(cwd)).toSorted()).toEqual([
    "key.txt",
    "node_modules",
    "photo.jpg",
    "photo.jpg.veil.png",
    "photo.png",
    "recipient.txt",
  ]);
  const restored = await decodeImage(await readFile(join(cwd, "photo.png")));
  expect(restored.data).toEqual(samplePicture().data);
});

test("the commands of docs/command-line.md work as they stand there", async () => {
  const cwd = await project();
  const page = await readFile(join(root, "docs/command-line.md"), "utf8");
  const blocks = [...page.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands!);
  expect(blocks).toHaveLength(3);
  // npx itself, which takes most of the time, is tried with the README's commands.
  const shell = `npx() { node_modules/.bin/"$@"; }\n${blocks.join("")}`;
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", shell], { cwd });
  expect(stdout).toMatch(/^vault\/photo\.jpg\.veil\.png: verified, holds photo\.png /m);
  for (const name of ["photo.png", "restored/photo.png"]) {
    const restored = await decodeImage(await readFile(join(cwd, name)));
    expect(restored.data).toEqual(samplePicture().data);
  }
});

test.each(["README.md", "core/README.md"])(
  "%s: its program works as it stands there",
  async (page) => {
    const cwd = await project();
    await writeFile(join(cwd, "program.mjs"), await block("js", page));
    await run(process.execPath, ["program.mjs"], { cwd });
    const restored = await decodeImage(await readFile(join(cwd, "photo.png")));
    expect(restored.data).toEqual(samplePicture().data);
  },
);
