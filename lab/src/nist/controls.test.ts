import { describe, expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { BitSequence } from "./bit-sequence.ts";
import { nistTests } from "./list.ts";
import { nistSuite } from "./suite.ts";

const n = 1_000_000;
const random = next(idealImages(7, { width: 1000, height: 1000 })).data;

function sequence(bit: (i: number) => number): BitSequence {
  const bytes = new Uint8Array(n / 8);
  for (let i = 0; i < n; i++) if (bit(i) === 1) bytes[i >> 3]! |= 0x80 >> (i & 7);
  return new BitSequence(bytes);
}

/** A register of 24 bits with a maximal period, x^24 + x^23 + x^22 + x^17 + 1. */
function shiftRegister(): (i: number) => number {
  let state = 1;
  return () => {
    const bit = (state ^ (state >> 1) ^ (state >> 2) ^ (state >> 7)) & 1;
    state = (state >> 1) | (bit << 23);
    return bit;
  };
}

/** A sequence, the tests that catch it, and what by design cannot. */
const controls: readonly (readonly [
  string,
  BitSequence,
  caught: readonly string[],
  blind: readonly string[],
])[] = [
  [
    "51% ones",
    sequence((i) => (random[i]! < 131 ? 1 : 0)),
    ["frequency", "cumulative-sums"],
    ["matrix-rank"],
  ],
  [
    "alternating bits",
    sequence((i) => i & 1),
    ["runs", "longest-run", "spectral", "universal", "serial", "approximate-entropy"],
    ["frequency"],
  ],
  [
    "a period of 4,001 bits",
    sequence((i) => random[i % 4001]! & 1),
    ["spectral", "serial", "universal", "approximate-entropy"],
    ["linear-complexity"],
  ],
  [
    "a shift register of 24 bits",
    sequence(shiftRegister()),
    ["linear-complexity", "matrix-rank"],
    ["frequency"],
  ],
  [
    "a counter of 32 bits",
    sequence((i) => ((i >>> 5) >>> (31 - (i & 31))) & 1),
    ["frequency", "block-frequency", "matrix-rank", "non-overlapping-templates", "serial"],
    ["linear-complexity"],
  ],
];

function smallestP(id: string, tested: BitSequence): number {
  const results = nistTests.find((row) => row.id === id)!.run(tested);
  return results.reduce((least, { p }) => Math.min(least, p), 1);
}

describe.each(controls)("%s", (_, control, caught, blind) => {
  test.each(caught)("is caught by %s", (id) => {
    expect(smallestP(id, control)).toBeLessThan(1e-9);
  });

  test.each(blind)("passes %s", (id) => {
    expect(smallestP(id, control)).toBeGreaterThan(1e-3);
  });
});

test("many sequences with a slight bias fail together, though hardly one fails by itself", async () => {
  // 50.2% ones: at 20,000 bits half a standard deviation.
  const biased = Array.from({ length: 60 }, (_, k) => {
    const bytes = new Uint8Array(2500);
    const draw = idealImages(100 + k, { width: 20_000, height: 1, bits: 16 });
    const samples = new DataView(next(draw).data.buffer);
    for (let i = 0; i < 20_000; i++)
      if (samples.getUint16(2 * i) < 33_030) bytes[i >> 3]! |= 0x80 >> (i & 7);
    return new BitSequence(bytes);
  });
  const { pass, results } = await nistSuite(biased);
  expect(pass).toBe(false);
  expect(results.find((result) => result.test === "frequency")!.adjusted).toBeLessThan(0.001);
  expect(results.find((result) => result.test === "matrix-rank")).toBeUndefined();
});

function idealSequences(seed: number, bytes: number): readonly BitSequence[] {
  const images = idealImages(seed, { width: bytes, height: 1 });
  return Array.from({ length: 60 }, () => new BitSequence(next(images).data));
}

test.each([250, 2500])(
  "one constant sequence of %d bytes among 60 good ones fails",
  async (bytes) => {
    const good = idealSequences(2, bytes);
    expect((await nistSuite(good)).pass).toBe(true);
    const { pass, results } = await nistSuite([...good, new BitSequence(new Uint8Array(bytes))]);
    expect(pass).toBe(false);
    expect(results.find((result) => result.test === "frequency")!.adjusted).toBeLessThan(1e-9);
  },
);

test("the AES-256-CTR keystream passes", async () => {
  const sequences = idealSequences(1, 2500);
  const { pass, results } = await nistSuite(sequences);
  expect(results.filter(({ adjusted }) => adjusted < 0.001)).toEqual([]);
  expect(pass).toBe(true);
});
