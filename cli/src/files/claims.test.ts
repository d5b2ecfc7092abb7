import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { Claims } from "./claims.ts";
import type { Input } from "./inputs.ts";

const input = (path: string): Input => ({ path, relative: path, found: false, size: 0 });

test("names found during the work go to the first input, whichever is done first", async () => {
  const inputs = ["a", "b", "c", "d"].map(input);
  const claims = await Claims.for(inputs, "output");
  const outcome: string[] = [];
  const claim = (index: number, path: string): Promise<void> =>
    claims.claimInTurn(index, [path], inputs[index]!).then(
      () => void outcome.push(`${index} has ${path}`),
      () => void outcome.push(`${index} refused`),
    );
  const last = claim(3, "same.png");
  const second = claim(1, "same.png");
  claims.pass(2);
  const first = claim(0, "same.png");
  await Promise.all([first, second, last]);
  expect(outcome).toEqual(["0 has same.png", "1 refused", "3 refused"]);
});

test("no result replaces an input, under whatever name", async () => {
  const folder = await temporaryFolder();
  const path = join(folder, "photo.png");
  await writeFile(path, "x");
  await symlink(folder, join(folder, "loop"));
  const claims = await Claims.for([input(path)], "output");
  const other = join(folder, "loop/../loop/photo.png");
  await expect(claims.claim([other], input(path))).rejects.toMatchObject({ code: "output" });
  await claims.claim([join(folder, "new.png")], input(path));
});

test("of two names of one result both are given or none", async () => {
  const inputs = ["a", "b", "c"].map(input);
  const claims = await Claims.for(inputs, "output");
  await claims.claim(["one.png"], inputs[0]!);
  await expect(claims.claim(["two.png", "one.png"], inputs[1]!)).rejects.toMatchObject({
    message: expect.stringMatching(/one\.png, which is also that of a/),
  });
  await claims.claim(["two.png", "three.png"], inputs[2]!);
});
