import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { photographFolder, root } from "./testing/photograph-folder.ts";
import { samplePicture } from "./testing/sample-files.ts";

const run = promisify(execFile);

test("the commands of docs/command-line.md work as they stand there", async () => {
  const cwd = await photographFolder();
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
