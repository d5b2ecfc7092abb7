import { link, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.test.support.ts";
import { Claims } from "./claims.ts";

const input = (path: string): { path: string } => ({ path });
const numbered = (name: string, number: number): string =>
  name.replace(/^(.+?)((?:\.\w+)*)$/u, `$1-${number}$2`);

test("names found during the work go to the first input, whichever is done first", async () => {
  const claims = await Claims.for(["a", "b", "c", "d"].map(input), "output", numbered);
  const outcome: [number, string[]][] = [];
  const claim = async (index: number, path: string): Promise<void> => {
    outcome.push([index, await claims.claimInTurn(index, [path])]);
  };
  const last = claim(3, "same.png");
  const second = claim(1, "same.png");
  claims.pass(2);
  const first = claim(0, "same.png");
  await Promise.all([first, second, last]);
  expect(outcome).toEqual([
    [0, ["same.png"]],
    [1, ["same-2.png"]],
    [3, ["same-3.png"]],
  ]);
});

describe("no two results have names that some file system takes for the same", () => {
  test.each([
    ["photo.png", "photo.png", "photo-2.png"],
    ["photo.png", "PHOTO.png", "PHOTO-2.png"],
    ["a/photo.png", "A/photo.png", "A/photo-2.png"],
    ["stra\u00dfe.png", "STRASSE.png", "STRASSE-2.png"],
    ["\u00e4.png", "a\u0308.png", "a\u0308-2.png"],
    ["\u1e9b\u0323.png", "\u017f\u0323\u0307.png", "\u017f\u0323\u0307-2.png"],
    ["heart\u2764.png", "heart\u2764\ufe0f.png", "heart\u2764\ufe0f-2.png"],
    ["photo.jpg.veil.png", "Photo.jpg.veil.png", "Photo-2.jpg.veil.png"],
    [".hidden", ".hidden", ".hidden-2"],
    ["./photo.png", "a/../photo.png", "photo-2.png"],
  ])("%s, then %s: that is %s", async (first, second, expected) => {
    const claims = await Claims.for([], "output", numbered);
    expect(await claims.claim([first])).toEqual([first]);
    expect(await claims.claim([second])).toEqual([expected]);
  });

  test("a numbered name may be taken, too", async () => {
    const claims = await Claims.for([], "output", numbered);
    await claims.claim(["photo-2.png"]);
    expect(await claims.claim(["photo.png", "photo.png"])).toEqual(["photo.png", "photo-3.png"]);
  });

  test("one folder under two names, also when it is made in between", async () => {
    const folder = await temporaryFolder();
    await symlink(folder, join(folder, "loop"));
    const claims = await Claims.for([], "output", numbered);
    await claims.claim([join(folder, "new/photo.png")]);
    await mkdir(join(folder, "new"));
    expect(await claims.claim([join(folder, "loop/new/photo.png")])).toEqual([
      join(folder, "loop/new/photo-2.png"),
    ]);
  });
});

test("no result replaces an input, under whatever name", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "photo.png");
  await writeFile(path, "x");
  await symlink(folder, join(folder, "loop"));
  const claims = await Claims.for([input(path)], "output", numbered);
  const other = join(folder, "loop/../loop/photo.png");
  await expect(claims.claim([other])).rejects.toMatchObject({ code: "output" });
  // As a system that ignores case would lead to it.
  await link(path, join(folder, "PHOTO.png"));
  const upper = claims.claim([join(folder, "PHOTO.png")]);
  await expect(upper).rejects.toMatchObject({ code: "output" });
  await claims.claim([join(folder, "new.png")]);
});

test("of two names of one result both are given or none", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "one.png");
  await writeFile(path, "x");
  const claims = await Claims.for([input(path)], "output", numbered);
  await expect(claims.claim([join(folder, "two.png"), path])).rejects.toMatchObject({
    message: expect.stringMatching(/got the input .*one\.png/),
  });
  const both = [join(folder, "two.png"), join(folder, "three.png")];
  expect(await claims.claim(both)).toEqual(both);
});
