import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { QueueKeys } from "../sealed/keys.ts";
import { temporaryFolder } from "../temporary-folder.test.support.ts";
import { HiddenFiles } from "./folder/hidden-files.ts";
import { Records } from "./records.ts";

const ending = { status: "written" } as never;
const carried = { issued: 1, ending };
const id = `j${"ab".repeat(16)}`;

async function made(): Promise<{ records: Records; root: string; place: string }> {
  const root = join(await temporaryFolder(), "root");
  const place = join(root, ".neuroveil-queue", id.slice(1, 3));
  await mkdir(place, { recursive: true });
  return {
    records: new Records(new HiddenFiles(root), new QueueKeys(new Uint8Array(32))),
    root,
    place,
  };
}

test("a record comes back, and a newer one takes its place", async () => {
  const { records, place } = await made();
  expect(await records.find(id)).toBeUndefined();
  await records.add(id, carried);
  expect(await records.find(id)).toEqual(carried);
  await records.add(id, { issued: 2, ending });
  expect(await records.find(id)).toEqual({ issued: 2, ending });
  expect(await readdir(place)).toEqual([id]);
});

test.skipIf(process.platform === "win32")("neither links nor pipes are followed", async () => {
  const { records, root, place } = await made();
  const outside = join(root, "../outside.txt");
  await writeFile(outside, "outside");
  await symlink(outside, join(place, id));
  await records.add(id, carried);
  expect(await readFile(outside, "utf8")).toBe("outside");
  expect(await records.find(id)).toEqual(carried);
  const piped = `${id}f`;
  execFileSync("mkfifo", [join(place, piped)]);
  expect(await records.find(piped)).toBeUndefined();
  await records.add(piped, carried);
  expect(await records.find(piped)).toEqual(carried);
});

test.skipIf(process.platform === "win32")(
  "what is strange does not keep others from being forgotten",
  async () => {
    const { records, root, place } = await made();
    await symlink(root, join(root, ".neuroveil-queue/00"));
    await records.add(id, carried);
    await records.forget(-1000);
    expect(await readdir(place)).toEqual([]);
  },
);
