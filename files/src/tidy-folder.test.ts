import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.test.support.ts";
import { hiddenPath } from "./hidden-files.ts";
import { identityText, thisProcess } from "./process-identity.ts";
import { onLeftAlone, tidyFolder } from "./tidy-folder.ts";

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid!;
}

test("what killed runs left goes, what may be another run's is named in one line and stays", async () => {
  const folder = await temporaryFolder();
  const self = thisProcess();
  const dead = identityText({ ...self, pid: await endedProcess() });
  const reused = identityText({ ...self, pid: process.ppid, start: "0123abcd" });
  const running = identityText({ ...self, pid: process.ppid, start: "00000000" });
  const elsewhere = identityText({ ...self, host: "0123abcd" });
  const name = (owner: string, kind: string): string => `.neuroveil-${owner}-89abcdef.${kind}`;
  const stay = [
    name(running, "tmp"),
    name(elsewhere, "old"),
    basename(hiddenPath(folder, "tmp")),
    // None of these is ours to remove.
    "photo.png",
    ".hidden",
    ".neuroveil-notes.tmp",
    ".neuroveil-compare.lock",
    `${name(dead, "tmp")}.png`,
  ];
  const go = [name(dead, "tmp"), name(dead, "old"), name(reused, "tmp")];
  for (const file of [...stay, ...go]) await writeFile(join(folder, file), "x");
  // A lock that was being made, and one that was held.
  for (const lock of [name(dead, "lock"), ".neuroveil-naming.lock"]) {
    await mkdir(join(folder, lock));
    await writeFile(join(folder, lock, dead), "");
  }
  const lines: string[] = [];
  onLeftAlone((line) => lines.push(line));
  await tidyFolder(folder);
  await tidyFolder(folder);
  expect((await readdir(folder)).toSorted()).toEqual(stay.toSorted());
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(name(running, "tmp"));
  expect(lines[0]).toContain(name(elsewhere, "old"));
  expect(lines[0]!.match(/\.neuroveil-/g)).toHaveLength(2);
});

test("a lock that somebody holds stays", async () => {
  const folder = await temporaryFolder();
  const lock = join(folder, ".neuroveil-naming.lock");
  await mkdir(lock);
  const holder = identityText({ ...thisProcess(), pid: process.ppid, start: "00000000" });
  await writeFile(join(lock, holder), "");
  await tidyFolder(folder);
  expect(await readdir(lock)).toEqual([holder]);
});

test("a folder that is held is tidied where it is, whatever has its name by now", async () => {
  const folder = await temporaryFolder();
  const dead = identityText({ ...thisProcess(), pid: await endedProcess() });
  const left = `.neuroveil-${dead}-89abcdef.tmp`;
  for (const name of ["held", "other"]) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, left), "x");
  }
  await tidyFolder(join(folder, "other"), join(folder, "held"));
  expect(await readdir(join(folder, "held"))).toEqual([]);
  expect(await readdir(join(folder, "other"))).toEqual([left]);
});
