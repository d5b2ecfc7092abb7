import { expect, test } from "vitest";
import { normalP } from "../statistics/normal.ts";
import { approximateEntropy } from "./approximate-entropy.ts";
import { linearComplexity } from "./berlekamp-massey.ts";
import { e, pi } from "./binary-expansions.ts";
import { BitSequence } from "./bit-sequence.ts";
import { blockFrequency } from "./block-frequency.ts";
import { cumulativeSums } from "./cumulative-sums.ts";
import { frequency } from "./frequency.ts";
import { linearComplexityOfBlocks } from "./linear-complexity.ts";
import { longestRun } from "./longest-run.ts";
import { asymptoticRankProbabilities, matrixRank } from "./matrix-rank.ts";
import { nonOverlappingTemplates } from "./non-overlapping-templates.ts";
import { randomExcursionsVariant } from "./random-excursions-variant.ts";
import { randomExcursions } from "./random-excursions.ts";
import { runs } from "./runs.ts";
import { serial } from "./serial.ts";
import { spectral } from "./spectral.ts";
import { universal } from "./universal.ts";

const bits = (text: string): BitSequence => BitSequence.fromText(text);
const hundred = pi(100);

// The examples in section 2 of SP 800-22 rev 1a; "100 bits" are the first hundred of pi.
test.each<[example: string, p: number, answer: number]>([
  ["2.1.4 frequency", frequency(bits("1011010101")), 0.527089],
  ["2.1.8 frequency, 100 bits", frequency(hundred), 0.109599],
  ["2.2.4 block frequency", blockFrequency(bits("0110011010"), 3), 0.801252],
  ["2.2.8 block frequency, 100 bits", blockFrequency(hundred, 10), 0.706438],
  ["2.3.4 runs", runs(bits("1001101011")), 0.147232],
  ["2.3.8 runs, 100 bits", runs(hundred), 0.500798],
  ["2.7.4 template", nonOverlappingTemplates(bits("10100100101110010110"), 3, 2)[0]!.p, 0.344154],
  ["2.11.4 serial, first", serial(bits("0011011101"), 3).first, 0.808792],
  ["2.11.4 serial, second", serial(bits("0011011101"), 3).second, 0.67032],
  ["2.12.4 approximate entropy", approximateEntropy(bits("0100110101"), 3), 0.261961],
  ["2.12.8 approximate entropy, 100 bits", approximateEntropy(hundred, 2), 0.235301],
  ["2.13.4 cumulative sums", cumulativeSums(bits("1011010111")).forward, 0.411659],
  ["2.13.8 cumulative sums, 100 bits", cumulativeSums(hundred).forward, 0.219194],
  ["2.13.8 the same backward", cumulativeSums(hundred).backward, 0.114866],
])("%s: %d is %d", (_, p, answer) => {
  expect(p).toBeCloseTo(answer, 6);
});

test("2.4.8 longest run of 128 bits, from rounded probabilities", () => {
  const example =
    "11001100000101010110110001001100111000000000001001001101010100010001001111010110100000001101011111001100111001101101100010110010";
  expect(longestRun(bits(example), "published")).toBeCloseTo(0.180598, 6);
});

test("2.5.4 rank of 3 x 3 matrices needs the probabilities of large ones", () => {
  const example = bits("01011001001010101101");
  expect(matrixRank(example, 3, asymptoticRankProbabilities).p).toBeCloseTo(0.741948, 6);
  expect(matrixRank(example, 3).p).toBeCloseTo(0.820962, 6);
});

test("2.5.8 ranks in the first 100,000 bits of e", () => {
  const { counts, p } = matrixRank(e(100_000));
  expect(counts).toEqual([23, 60, 14]);
  expect(p).toBeCloseTo(0.532069, 6);
});

test("2.6 spectral: what the standard's formula gives for its small examples", () => {
  const small = spectral(bits("1001010011"));
  expect([small.below, small.p.toFixed(6)]).toEqual([5, "0.468160"]);
  const larger = spectral(hundred);
  expect([larger.below, larger.p.toFixed(6)]).toEqual([48, "0.646355"]);
});

test("2.9.4 universal, whose example leaves the correction out", () => {
  const { statistic } = universal(bits("01011010011101010111"), 2, 4);
  expect(statistic).toBeCloseTo(1.1949875, 7);
  expect(normalP((statistic - 1.5374383) / Math.sqrt(1.338))).toBeCloseTo(0.767189, 6);
});

test("2.10.4 linear complexity of 13 bits", () => {
  expect(linearComplexity(bits("1101011110001").bits, 0, 13)).toBe(4);
});

test("2.10.8 and 2.11.8: a million bits of e in longer blocks, in shorter patterns", () => {
  const million = e(1_000_000);
  expect(linearComplexityOfBlocks(million, "published", 1000)).toBeCloseTo(0.845406, 6);
  const { first, second } = serial(million, 2);
  expect(first).toBeCloseTo(0.843764, 6);
  expect(second).toBeCloseTo(0.561915, 6);
});

test("2.14.4 and 2.15.4 excursions", () => {
  const example = bits("0110110101");
  const { cycles, states } = randomExcursions(example);
  expect(cycles).toBe(3);
  expect(states.find(({ state }) => state === 1)!.p).toBeCloseTo(0.5025, 4);
  const one = randomExcursionsVariant(example).states.find(({ state }) => state === 1)!;
  expect(one.visits).toBe(4);
  expect(one.p).toBeCloseTo(0.683091, 6);
});
