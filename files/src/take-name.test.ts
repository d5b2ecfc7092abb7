import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.test.support.ts";
import { whileNaming } from "./naming-lock.ts";
import { identityText, thisProcess } from "./process-identity.ts";
import { takeName } from "./take-name.ts";

const refusals = ["EPERM", "ENOTSUP", "EXDEV", "EISDIR", "ENOSYS", "EMLINK"];
const noLinks = (code = "EPERM"): (() => void) => {
  return () => {
    throw Object.assign(new Error("no links here"), { code });
  };
};

test.each(refusals)(
  "links refused with %s: the name is taken without ever being empty",
  async (code) => {
    const folder = await temporaryFolder();
    const [temporary, path] = [join(folder, ".tmp"), join(folder, "out.png")];
    await writeFile(temporary, "whole");
    takeName(temporary, path, noLinks(code));
    expect(await readFile(path, "utf8")).toBe("whole");
    expect(await readdir(folder)).toEqual(["out.png"]);
  },
);

test("what is there is not replaced, not even a link that leads nowhere", async () => {
  const folder = await temporaryFolder();
  const temporary = join(folder, ".tmp");
  await writeFile(temporary, "whole");
  await writeFile(join(folder, "file"), "mine");
  await symlink("nowhere", join(folder, "link"));
  await mkdir(join(folder, "folder"));
  for (const name of ["file", "link", "folder"]) {
    for (const link of [undefined, noLinks()]) {
      expect(() => takeName(temporary, join(folder, name), link)).toThrow(
        expect.objectContaining({ code: "EEXIST" }),
      );
    }
  }
  expect(await readFile(join(folder, "file"), "utf8")).toBe("mine");
  expect((await readdir(folder)).toSorted()).toEqual([".tmp", "file", "folder", "link"]);
});

test("while one names a file, no other does; a lock of a killed owner is taken over", async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, ".neuroveil-naming.lock");
  const dead = identityText({ ...thisProcess(), pid: spawnSync("true").pid });
  mkdirSync(lock);
  writeFileSync(join(lock, dead), "");
  expect(whileNaming(folder, () => readdirSync(lock))).toEqual([identityText(thisProcess())]);
  expect(await readdir(folder)).toEqual([]);
  // Removed by its owner half way: nobody has it.
  mkdirSync(lock);
  whileNaming(folder, () => undefined);
  expect(await readdir(folder)).toEqual([]);
});

test("of many processes without links exactly one takes a name, and all leave nothing", async () => {
  const folder = await temporaryFolder();
  const module = new URL("../dist/take-name.js", import.meta.url).href;
  const code = `
    import { writeFileSync } from "node:fs";
    import { takeName } from ${JSON.stringify(module)};
    const noLinks = () => { throw Object.assign(new Error(), { code: "EPERM" }); };
    const id = process.argv[1];
    let taken = 0;
    for (let i = 0; i < 40; i++) {
      writeFileSync(".tmp" + id, id);
      try { takeName(".tmp" + id, "out" + i, noLinks); taken++; }
      catch (error) { if (error.code !== "EEXIST") throw error; }
    }
    console.log(taken);`;
  const runs = ["1", "2", "3"].map(async (id) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", code, id], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [text] = (await once(child.stdout, "data")) as [Buffer];
    const [status] = (await once(child, "exit")) as [number];
    return [status, Number(text.toString())] as const;
  });
  const ended = await Promise.all(runs);
  expect(ended.map(([status]) => status)).toEqual([0, 0, 0]);
  expect(ended.reduce((sum, [, taken]) => sum + taken, 0)).toBe(40);
  const left = (await readdir(folder)).filter((name) => name.startsWith(".neuroveil"));
  expect(left).toEqual([]);
});
