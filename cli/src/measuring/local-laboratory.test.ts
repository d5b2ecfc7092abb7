import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { encodeImage } from "neuroveil/image";
import { afterAll, expect, test } from "vitest";
import { samplePicture } from "../testing/sample-files.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { version } from "../version.ts";
import type { LocalLaboratory as Laboratory } from "./local-laboratory.ts";
import { shapeOf } from "./shape.ts";

// Built: its threads need JavaScript.
const built = new URL("../../dist/measuring/local-laboratory.js", import.meta.url);
const { LocalLaboratory } = (await import(built.href)) as {
  readonly LocalLaboratory: typeof Laboratory;
};
const laboratory = new LocalLaboratory(1);
afterAll(() => laboratory.close());

const image = samplePicture(1);
const picture = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array((await encodeImage(image)).bytes);
const task = {
  version: version(),
  shape: shapeOf(image),
  cipher: "canary",
  secret: "5c".repeat(32),
  positions: 16,
};

test.each([
  ["another version", { version: "0.0.0" }, "unsupported"],
  ["a picture that came otherwise", { shape: "1x1x1x8" }, "unsupported"],
  ["a path for an id", { cipher: "./own.mjs" }, "usage"],
  ["several ids", { cipher: "canary,hybrid" }, "usage"],
  ["all of them", { cipher: "all" }, "usage"],
  ["no secret", { secret: "5c" }, "input"],
  ["half a position", { positions: 16.5 }, "input"],
])("%s is refused", async (_, changes, code) => {
  const run = laboratory.run("measure", { ...task, ...changes }, await picture());
  await expect(run).rejects.toMatchObject({ code });
});

test("modules and commands of a task are nobody's", async () => {
  const folder = await temporaryFolder();
  const mark = join(folder, "mark");
  const changes = { module: join(folder, "own.mjs"), command: `touch ${mark}`, line: mark };
  const plain = await laboratory.run("measure", task, await picture());
  const measured = await laboratory.run("measure", { ...task, ...changes }, await picture());
  // Nothing but the seconds is another.
  expect(outcomes(measured)).toEqual(outcomes(plain));
  expect(await readdir(folder)).toEqual([]);
});

function outcomes(measured: unknown): unknown {
  return (measured as { readonly outcomes: unknown }).outcomes;
}

test("what is no attack, and no study", async () => {
  const attack = { ...task, attack: "../x", seed: 1, level: 0.1, seconds: 1 };
  await expect(laboratory.run("attack", attack, await picture())).rejects.toThrow(
    /an attack, one of/,
  );
  const study = { version: version(), study: "../x" };
  await expect(laboratory.run("study", study, undefined)).rejects.toThrow(/expected a study of/);
});
