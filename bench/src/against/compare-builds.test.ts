import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  changedBuild,
  core,
  encryptingOtherwise,
  rowsNamed,
} from "./changed-build.test.support.ts";
import { compareBuilds } from "./compare-builds.ts";

const photo = new Uint8Array([1, 2, 3]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-against-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("rows of both are timed; what is not there, or encrypts to other bytes, is left out", async () => {
  const other = await changedBuild(
    folder,
    `if (cipher.id === "conv-multi") return undefined;
    ${encryptingOtherwise("conv-single", "", "raster.data[0] ^= 1;")}`,
  );
  const only = rowsNamed("hybrid", "conv-single", "conv-multi");
  const { rows, leftOut, rounds } = await compareBuilds(other, { photo, only, rounds: 1 });
  expect(rounds).toBe(1);
  expect(rows).toMatchObject([
    { id: "hybrid", way: "encrypt", bytes: 786_432, slower: false },
    { id: "hybrid", way: "decrypt", bytes: 786_432, slower: false },
  ]);
  for (const { ratio, seconds, secondsBefore } of rows)
    expect(ratio).toBeCloseTo(secondsBefore / seconds, 10);
  expect(leftOut).toEqual([
    { id: "conv-multi", why: "the other build does not have it" },
    { id: "conv-single", why: "it encrypts to other bytes than it did" },
  ]);
});

test("a row that the other build does not run is left out", async () => {
  const failing = await changedBuild(
    folder,
    encryptingOtherwise("conv-single", "throw new Error('no such layer');"),
  );
  const only = rowsNamed("conv-single");
  const { leftOut } = await compareBuilds(failing, { photo, only, rounds: 1 });
  expect(leftOut).toEqual([
    { id: "conv-single", why: "the other build does not run it: no such layer" },
  ]);
});

test("a folder without a build is refused, with what to do", async () => {
  await expect(compareBuilds(folder, { photo })).rejects.toThrow(
    /expected a checkout or an installation of neuroveil, got none there; give the folder/,
  );
  await writeFile(join(folder, "package.json"), '{ "name": "neuroveil", "exports": {} }');
  await expect(compareBuilds(folder, { photo })).rejects.toThrow(/run `npm ci` there/);
});

test("a comparison can be stopped", async () => {
  const signal = AbortSignal.abort();
  const only = rowsNamed("hybrid");
  await expect(compareBuilds(core, { photo, only, signal })).rejects.toMatchObject({
    code: "aborted",
  });
});
