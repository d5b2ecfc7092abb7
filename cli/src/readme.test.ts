import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeImage } from "neuroveil/image";
import { expect, test } from "vitest";
import { photographFolder, root } from "./testing/photograph-folder.ts";
import { samplePicture } from "./testing/sample-files.ts";

const run = promisify(execFile);

/** A page's first block in a language. */
async function block(language: string, page = "README.md"): Promise<string> {
  const text = await readFile(join(root, page), "utf8");
  return text.split(`\`\`\`${language}\n`)[1]!.split("```")[0]!;
}

test("the README's commands work as they stand there", async () => {
  const cwd = await photographFolder();
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

test.each(["README.md", "core/README.md"])(
  "%s: its program works as it stands there",
  async (page) => {
    const cwd = await photographFolder();
    await writeFile(join(cwd, "program.mjs"), await block("js", page));
    await run(process.execPath, ["program.mjs"], { cwd });
    const restored = await decodeImage(await readFile(join(cwd, "photo.png")));
    expect(restored.data).toEqual(samplePicture().data);
  },
);
