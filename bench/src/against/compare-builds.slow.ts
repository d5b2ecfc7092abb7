import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  changedBuild,
  core,
  encryptingOtherwise,
  rowsNamed,
} from "./changed-build.test.support.ts";
import { compareBuilds, type BuildComparison } from "./compare-builds.ts";

const photo = new Uint8Array([1, 2, 3]);
const only = rowsNamed("hybrid", "conv-single", "conv-multi", "cellular-discrete", "cnse");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuroveil-against-"));
});
afterAll(() => rm(folder, { recursive: true }));

const slowerOf = ({ rows }: BuildComparison): string[] =>
  rows.filter(({ slower }) => slower).map(({ id, way }) => `${id} ${way}`);

test("a row that takes a quarter more is found, and no other", async () => {
  const build = await changedBuild(
    folder,
    encryptingOtherwise(
      "conv-single",
      // By the clock: some systems count processor time in steps longer than a lap.
      `const begun = performance.now();`,
      `const end = performance.now() + (performance.now() - begun) / 4;
      while (performance.now() < end);`,
    ),
  );
  const found = await compareBuilds(core, { build, photo, only });
  expect(slowerOf(found)).toEqual(["conv-single encrypt"]);
  const row = found.rows.find(({ id, way }) => id === "conv-single" && way === "encrypt");
  expect(row!.ratio).toBeGreaterThan(0.6);
  expect(row!.ratio).toBeLessThan(0.95);
});

test("a build beside itself: nothing is slower", async () => {
  const found = await compareBuilds(core, { photo, only });
  expect(found.rows).toHaveLength(10);
  expect(slowerOf(found)).toEqual([]);
});
