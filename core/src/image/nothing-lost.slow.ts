import { describe, expect, test } from "vitest";
import { equal } from "../bytes/arrays.ts";
import { formatOf } from "./formats.ts";
import { decodeImage, encodeImage } from "./index.ts";
import { NotPixels } from "./not-pixels.ts";
import { silentLosses } from "./nothing-lost.test.data.ts";
import { readChunks, type RawChunk } from "./png/chunks.ts";
import { realFiles } from "./real-files.test.data.ts";

type Outcome = "kept" | "said" | "file" | "refused";

/** How the default ends for a file. */
async function outcome(file: Uint8Array): Promise<Outcome> {
  let said = false;
  try {
    await decodeImage(file, { onePicture: true, onNotKept: () => (said = true) });
  } catch (error) {
    return error instanceof NotPixels ? "file" : "refused";
  }
  return said ? "said" : "kept";
}

function count(outcomes: readonly Outcome[]): Record<Outcome, number> {
  const counts = { kept: 0, said: 0, file: 0, refused: 0 };
  for (const one of outcomes) counts[one] += 1;
  return counts;
}

/** Of the collection of 20 November 2026; another one has other numbers. */
const recorded = {
  jpeg: { kept: 169, said: 1, file: 4, refused: 0 },
  png: { kept: 206, said: 1, file: 1, refused: 17 },
};
const total = (counts: Record<Outcome, number>): number =>
  Object.values(counts).reduce((sum, one) => sum + one, 0);

describe.each(["jpeg", "png"] as const)("%s of the collection", (format) => {
  const some = realFiles(/./).filter(({ read }) => formatOf(read())?.id === format);

  test.skipIf(some.length === 0)("come back whole, or it is said what does not", async () => {
    const outcomes: Outcome[] = [];
    for (const { path, read } of some) {
      const file = new Uint8Array(read());
      const one = await outcome(file);
      outcomes.push(one);
      if (one !== "kept" && one !== "said") continue;
      const losses = await (format === "jpeg" ? silentLosses(file) : lostChunks(file));
      expect([path, losses]).toEqual([path, []]);
    }
    const counts = count(outcomes);
    if (total(counts) === total(recorded[format])) expect(counts).toEqual(recorded[format]);
    else expect(counts.kept).toBeGreaterThan(0);
  });
});

/** Ancillary chunks that neither come back nor were said to be lost. */
async function lostChunks(file: Uint8Array): Promise<string[]> {
  const said: string[] = [];
  const image = await decodeImage(file, { onNotKept: (what) => said.push(...what) });
  const restored = readChunks((await encodeImage(image)).bytes);
  const back = (chunk: RawChunk): boolean =>
    restored.some(
      ({ type, data }) => type === chunk.type && (type === "iCCP" || equal(data, chunk.data)),
    );
  return readChunks(file)
    .filter(({ type }) => /^[a-z]/.test(type))
    .filter((chunk) => !back(chunk) && !said.some((line) => line.includes(chunk.type)))
    .map(({ type }) => type);
}
