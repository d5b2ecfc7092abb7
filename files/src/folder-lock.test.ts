import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.test.support.ts";
import { FolderLock } from "./folder-lock.ts";

const name = ".neuroveil-compare.lock";

/** Another process that runs until it is killed. */
async function otherProcess(): Promise<{ readonly pid: number; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  const kill = async (): Promise<void> => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { pid: child.pid!, kill };
}

test("a folder of a running process is refused; once that was killed, it is taken over", async () => {
  const folder = join(await temporaryFolder(), "new");
  const first = await FolderLock.take(folder);
  expect(await readFile(join(folder, name), "utf8")).toBe(`${process.pid}\n`);
  await first.release();
  expect(await readdir(folder)).toEqual([]);

  const other = await otherProcess();
  await writeFile(join(folder, name), `${other.pid}\n`);
  await expect(FolderLock.take(folder)).rejects.toMatchObject({
    code: "output",
    message: expect.stringMatching(
      new RegExp(`no other run .*, where process ${other.pid} does; wait until it ends or choose`),
    ) as unknown,
  });
  expect(await readFile(join(folder, name), "utf8")).toBe(`${other.pid}\n`);

  await other.kill();
  const taken = await FolderLock.take(folder);
  expect(await readFile(join(folder, name), "utf8")).toBe(`${process.pid}\n`);
  await taken.release();
  expect(await readdir(folder)).toEqual([]);
});

test.each(["", "not a number\n"])("a lock that names nobody is taken over: %j", async (text) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), text);
  await (await FolderLock.take(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});

test("what a run left that was killed while it removed a stale lock is in nobody's way", async () => {
  const folder = await temporaryFolder();
  const guard = join(folder, `${name}.removing`);
  await writeFile(join(folder, name), "");
  await writeFile(guard, "");
  const old = new Date(Date.now() - 60_000);
  await utimes(guard, old, old);
  await (await FolderLock.take(folder)).release();
  expect(await readdir(folder)).toEqual([]);
});
