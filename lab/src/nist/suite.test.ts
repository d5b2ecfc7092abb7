import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { BitSequence } from "./bit-sequence.ts";
import { bitSequences } from "./bit-sequences.ts";
import { nistSuite } from "./suite.ts";
import { nistTable } from "./table.ts";

const images = idealImages(22, { width: 125, height: 1000 });
const ideal = (bits: number): BitSequence => new BitSequence(next(images).data, bits);

test("a million bits give 188 P-values of 15 tests", async () => {
  const progress: number[] = [];
  // This one allows the excursion tests: four in ten return to zero too rarely.
  const sequence = ideal(1_000_000);
  const { sequences, results, pass } = await nistSuite([sequence], {
    onProgress: (done) => progress.push(done),
  });
  expect(sequences).toBe(1);
  expect(results).toHaveLength(188);
  expect(new Set(results.map((result) => result.test)).size).toBe(15);
  expect(pass).toBe(true);
  expect(results.every(({ uniformity }) => uniformity === undefined)).toBe(true);
  expect(progress).toHaveLength(15);
  expect(progress.at(-1)).toBe(1);
});

test("short sequences go through the tests that their length allows", async () => {
  const { results } = await nistSuite([ideal(1000), ideal(1000)]);
  expect(results.map((result) => `${result.test} ${result.name}`.trim())).toEqual([
    "frequency",
    "runs",
    "longest-run",
    "spectral",
    "cumulative-sums forward",
    "cumulative-sums backward",
  ]);
  expect(results.every(({ p }) => p.length === 2)).toBe(true);
});

test("a table has a row for each test and says both verdicts", async () => {
  const table = nistTable(await nistSuite(Array.from({ length: 60 }, () => ideal(128))));
  expect(table.match(/^\| [a-z]/gm)).toHaveLength(1 + 4);
  expect(table).toMatch(/^\| frequency \| 1 \| 60 \| \d\.\d{4} \| [\d.e-]+ \| \d of 2 \|/m);
  expect(table).toMatch(
    /60 sequences, 5 P-values each; .* of 10; family-wise at 0.001: nothing rejected/,
  );
});

test("no sequences, short ones and unequal ones are refused", async () => {
  await expect(nistSuite([])).rejects.toThrow(/expected one or more, got none/);
  await expect(nistSuite([ideal(99)])).rejects.toThrow(/expected 100 bits or more/);
  await expect(nistSuite([ideal(200), ideal(201)])).rejects.toThrow(/expected 200 bits in each/);
});

test("a fired signal stops between two tests", async () => {
  const controller = new AbortController();
  const run = nistSuite([ideal(1_000_000)], {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(run).rejects.toMatchObject({ code: "aborted" });
});

test("a stream is cut into sequences wherever its parts end", async () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => i);
  for (const size of [1, 7, 13, 40]) {
    const parts = Array.from({ length: Math.ceil(40 / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const found: number[][] = [];
    for await (const sequence of bitSequences(parts, 100)) {
      expect(sequence.length).toBe(100);
      found.push([...sequence.bytes]);
    }
    expect(found).toEqual([0, 13, 26].map((at) => Array.from(bytes.subarray(at, at + 13))));
  }
});

test.each([0, -8, 1.5, Number.NaN, 2 ** 60])("sequences of %d bits are refused", async (bits) => {
  await expect(bitSequences([new Uint8Array(12)], bits).next()).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining('"bits" expected a whole number from 1') as unknown,
  });
});

test("a stream that is too short is refused", async () => {
  const sequences = bitSequences([new Uint8Array(12)], 100);
  await expect(sequences.next()).rejects.toThrow(/expected 13 bytes or more, got 12/);
});
