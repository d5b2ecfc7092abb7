import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { approximateEntropy } from "./approximate-entropy.ts";
import { e, pi, squareRootOf2, squareRootOf3 } from "./binary-expansions.ts";
import type { BitSequence } from "./bit-sequence.ts";
import { blockFrequency } from "./block-frequency.ts";
import { cumulativeSums } from "./cumulative-sums.ts";
import { frequency } from "./frequency.ts";
import { linearComplexityOfBlocks } from "./linear-complexity.ts";
import { longestRun } from "./longest-run.ts";
import { matrixRank } from "./matrix-rank.ts";
import { nonOverlappingTemplates } from "./non-overlapping-templates.ts";
import { overlappingTemplates } from "./overlapping-templates.ts";
import { randomExcursionsVariant } from "./random-excursions-variant.ts";
import { randomExcursions } from "./random-excursions.ts";
import { runs } from "./runs.ts";
import { serial } from "./serial.ts";
import { spectral } from "./spectral.ts";
import { universal } from "./universal.ts";

const million = 1_000_000;
const constants = {
  pi: pi(million),
  e: e(million),
  "√2": squareRootOf2(million),
  "√3": squareRootOf3(million),
};

test.each([
  ["pi", 499_722, 778, "e31af8c5229974786fbac6931fb44f8596d4466eaa853f40df458fd352453155"],
  ["e", 500_029, 1490, "7ae61691f949a9a92d5ed8b65722bfcf0179964064d5f2c7e2a971b32ac97d49"],
  ["√2", 499_881, 2310, "5de671f07b9fefe7c0ff7d9ca2146944157c17aa6032c3338d1b9c2ae8658a87"],
  ["√3", 499_745, 1959, "4c75e3c54dd821f70215e1e016744a74bd8cfb76cbd9be35a37964ae57443cf2"],
] as const)("%s is the published input: %d ones, %d cycles", (name, ones, cycles, sha256) => {
  const sequence = constants[name];
  expect(createHash("sha256").update(sequence.bytes).digest("hex")).toBe(sha256);
  expect(sequence.bits.reduce((sum, bit) => sum + bit, 0)).toBe(ones);
  expect(randomExcursions(sequence).cycles).toBe(cycles);
  expect(randomExcursionsVariant(sequence).cycles).toBe(cycles);
});

test("the accurate probabilities give other answers than the published ones", () => {
  expect(overlappingTemplates(constants.pi)).toBeCloseTo(0.2607, 6);
  expect(overlappingTemplates(constants.e)).toBeCloseTo(0.159027, 6);
  expect(linearComplexityOfBlocks(constants.pi)).toBeCloseTo(0.246857, 6);
  expect(linearComplexityOfBlocks(constants.e)).toBeCloseTo(0.826194, 6);
});

type Answers = readonly [pi: number, e: number, root2: number, root3: number];

/** Appendix B of SP 800-22 rev 1a. */
const published: readonly (readonly [string, (sequence: BitSequence) => number, Answers])[] = [
  ["frequency", frequency, [0.578211, 0.953749, 0.811881, 0.610051]],
  ["block frequency", blockFrequency, [0.380615, 0.211072, 0.833222, 0.473961]],
  [
    "cumulative sums, forward",
    (s) => cumulativeSums(s).forward,
    [0.628308, 0.669887, 0.879009, 0.917121],
  ],
  [
    "cumulative sums, backward",
    (s) => cumulativeSums(s).backward,
    [0.663369, 0.724266, 0.957206, 0.689519],
  ],
  ["runs", runs, [0.419268, 0.561917, 0.313427, 0.261123]],
  ["longest run", (s) => longestRun(s, "published"), [0.02439, 0.718945, 0.012117, 0.446726]],
  ["matrix rank", (s) => matrixRank(s).p, [0.083553, 0.306156, 0.82381, 0.314498]],
  ["spectral", (s) => spectral(s).p, [0.010186, 0.847187, 0.581909, 0.776046]],
  [
    "template 000000001",
    (s) => nonOverlappingTemplates(s)[0]!.p,
    [0.165757, 0.07879, 0.569461, 0.532235],
  ],
  [
    "overlapping templates",
    (s) => overlappingTemplates(s, "published"),
    [0.296897, 0.110434, 0.791982, 0.082716],
  ],
  ["universal", (s) => universal(s).p, [0.669012, 0.282568, 0.130805, 0.165981]],
  ["approximate entropy", approximateEntropy, [0.361595, 0.700073, 0.88474, 0.180481]],
  [
    "excursions, x = +1",
    (s) => randomExcursions(s).states[4]!.p,
    [0.844143, 0.786868, 0.216235, 0.783283],
  ],
  [
    "excursions variant, x = -1",
    (s) => randomExcursionsVariant(s).states[8]!.p,
    [0.760966, 0.826009, 0.566118, 0.155066],
  ],
  [
    "linear complexity",
    (s) => linearComplexityOfBlocks(s, "published"),
    [0.255475, 0.826335, 0.317127, 0.346469],
  ],
  ["serial", (s) => serial(s).first, [0.143005, 0.766182, 0.861925, 0.1575]],
];

describe.each(published)("%s of a million bits", (_, p, answers) => {
  test.each(
    Object.entries(constants).map(([name, sequence], i) => [name, answers[i]!, sequence] as const),
  )("%s: %d", (_name, answer, sequence) => {
    // Six digits; NIST's own last one differs by one here and there.
    expect(Math.abs(p(sequence) - answer)).toBeLessThan(1.5e-6);
  });
});
