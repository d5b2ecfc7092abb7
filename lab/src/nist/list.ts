import { approximateEntropyTest } from "./approximate-entropy.ts";
import { blockFrequencyTest } from "./block-frequency.ts";
import { cumulativeSumsTest } from "./cumulative-sums.ts";
import { frequencyTest } from "./frequency.ts";
import { linearComplexityTest } from "./linear-complexity.ts";
import { longestRunTest } from "./longest-run.ts";
import { matrixRankTest } from "./matrix-rank.ts";
import type { NistTest } from "./nist-test.ts";
import { nonOverlappingTemplatesTest } from "./non-overlapping-templates.ts";
import { overlappingTemplatesTest } from "./overlapping-templates.ts";
import { randomExcursionsVariantTest } from "./random-excursions-variant.ts";
import { randomExcursionsTest } from "./random-excursions.ts";
import { runsTest } from "./runs.ts";
import { serialTest } from "./serial.ts";
import { spectralTest } from "./spectral.ts";
import { universalTest } from "./universal.ts";

/** The 15 tests of NIST SP 800-22 rev 1a: 188 P-values of a sequence of a million bits. */
export const nistTests: readonly NistTest[] = [
  frequencyTest,
  blockFrequencyTest,
  runsTest,
  longestRunTest,
  matrixRankTest,
  spectralTest,
  nonOverlappingTemplatesTest,
  overlappingTemplatesTest,
  universalTest,
  linearComplexityTest,
  serialTest,
  approximateEntropyTest,
  cumulativeSumsTest,
  randomExcursionsTest,
  randomExcursionsVariantTest,
];
