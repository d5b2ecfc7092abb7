import { describe, expect, test } from "vitest";
import {
  carelessWriter,
  encryptPictures,
  killedCalls,
  makePictures,
} from "../testing/killed-calls.ts";
import { killOften } from "../testing/kills.ts";
import { noLinks } from "../testing/no-links.ts";

// 2 · 4 · 25 = 200 kills with SIGKILL at random moments.
const kills = 25;

describe.each([
  ["with hard links", []],
  ["without", noLinks],
])("%s", (_, node) => {
  test.each(["encrypt one", "encrypt a folder", "decrypt one", "decrypt a folder"])(
    "%s: nothing incomplete, nothing readable by others, nothing left after the next run",
    async (name) => {
      const pictures = await makePictures();
      await encryptPictures(pictures);
      const { faults, hits } = await killOften(killedCalls(pictures, node)[name]!, kills);
      expect(faults).toEqual([]);
      // Else the kills came too early or too late to say anything.
      expect(hits).toBeGreaterThanOrEqual(3);
    },
  );
});

test("positive control: a program that writes under the final name is found", async () => {
  const { faults } = await killOften(carelessWriter(await makePictures()), kills);
  expect(faults).toContain("a.png is incomplete");
  expect(faults).toContain("a.png can be read by others");
});
