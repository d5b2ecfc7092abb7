import { expect, test } from "vitest";
import {
  carelessWriter,
  encryptPictures,
  killedCalls,
  makePictures,
} from "../testing/killed-calls.ts";
import { killOften } from "../testing/kills.ts";
import { noLinks } from "../testing/no-links.ts";

// kills.slow.ts has 200 of them.
test.each([
  ["decrypt one", "with hard links", []],
  ["encrypt one", "without", noLinks],
])(
  "%s, killed, %s: all or nothing, for the owner alone, swept by the next run",
  async (name, _, node) => {
    const pictures = await makePictures();
    if (name.startsWith("decrypt")) await encryptPictures(pictures);
    const { faults } = await killOften(killedCalls(pictures, node)[name]!, 3);
    expect(faults).toEqual([]);
  },
);

test("a program that writes under the final name does not pass that", async () => {
  const { faults } = await killOften(carelessWriter(await makePictures()), 3);
  expect(faults).toContain("a.png is incomplete");
  expect(faults).toContain("a.png can be read by others");
});
