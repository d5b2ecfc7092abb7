import { alike, alikeAsUsed } from "./alike.ts";
import { autocorrelation } from "./autocorrelation.ts";
import { avalancheMax, avalancheMin } from "./avalanche-extremes.ts";
import {
  bitPlaces,
  planeSpread,
  strictAvalancheSpread,
  strictAvalancheWorst,
  stuckBits,
} from "./bit-places.ts";
import { bitPlanes } from "./bit-planes.ts";
import {
  channelCorrelation,
  channelEquality,
  channelHistogram,
  channelParity,
} from "./channel-pairs.ts";
import { chiSquareMetric } from "./chi-square.ts";
import { coincidences, maskCoincidences } from "./coincidences.ts";
import { correlationMetric } from "./correlation.ts";
import { crossCorrelation } from "./cross-correlation.ts";
import { encryptionSeconds } from "./encryption-seconds.ts";
import { entropyMetric } from "./entropy.ts";
import { flatImages } from "./flat-images.ts";
import { glcmMetric } from "./glcm.ts";
import { globalSsimMetric } from "./global-ssim.ts";
import { irregularDeviationMetric } from "./irregular-deviation.ts";
import { keyVectorAlike, keyVectorHistogram, keyVectorLeak, keyVectorStuck } from "./key-vector.ts";
import { lineSumsMetric } from "./line-sums.ts";
import { channelLeak, linearApproximation } from "./linear-approximation.ts";
import { localEntropyCirculating, localEntropyMetric } from "./local-entropy.ts";
import { maskDifferences } from "./mask-differences.ts";
import { maskHistogram, unchangedSamples } from "./mask-histogram.ts";
import { maskLinearComplexity } from "./mask-linear-complexity.ts";
import { maximumDeviationMetric } from "./maximum-deviation.ts";
import { meanAbsoluteErrorMetric } from "./mean-absolute-error.ts";
import { meanSquaredErrorMetric } from "./mean-squared-error.ts";
import type { Metric } from "./metric.ts";
import { maskNeighbourBits, neighbourBits } from "./neighbour-bits.ts";
import {
  keyBytesNpcr,
  keySensitivityNpcr,
  npcrMax,
  npcrMean,
  npcrMin,
  npcrMinAsUsed,
  sameImageNpcr,
} from "./npcr-extremes.ts";
import { npcrScores, uaciScores } from "./pair-scores.ts";
import { psnrMetric } from "./psnr.ts";
import { maskRepeatedBlocks, maskReuse, repeatedBlocks } from "./repeated-blocks.ts";
import { ssimMetric } from "./ssim.ts";
import { uaciMax, uaciMean, uaciMin } from "./uaci-extremes.ts";
import { uniformDeviationMetric } from "./uniform-deviation.ts";
import { alikeKeys, weakKeys } from "./weak-keys.ts";
import {
  keySensitivityCorrelation,
  keySensitivityPsnr,
  keySensitivityRefusals,
  unverifiedPsnr,
} from "./wrong-key.ts";

/** Every metric of an analysis, in the order of its results. */
export const metrics: readonly Metric[] = [
  entropyMetric,
  localEntropyMetric,
  chiSquareMetric,
  uniformDeviationMetric,
  correlationMetric,
  glcmMetric,
  neighbourBits,
  autocorrelation,
  coincidences,
  repeatedBlocks,
  lineSumsMetric,

  maximumDeviationMetric,
  irregularDeviationMetric,
  meanSquaredErrorMetric,
  meanAbsoluteErrorMetric,
  globalSsimMetric,
  crossCorrelation,
  maskNeighbourBits,
  maskCoincidences,
  maskRepeatedBlocks,
  maskDifferences,
  maskLinearComplexity,

  bitPlanes,
  planeSpread,
  bitPlaces,
  stuckBits,
  linearApproximation,
  unchangedSamples,
  maskHistogram,
  channelEquality,
  channelHistogram,
  channelCorrelation,
  channelParity,
  channelLeak,
  sameImageNpcr,
  alikeAsUsed,
  maskReuse,

  npcrMin,
  npcrMax,
  uaciMin,
  uaciMax,
  avalancheMin,
  avalancheMax,
  npcrScores,
  uaciScores,
  strictAvalancheSpread,
  strictAvalancheWorst,
  alike,
  npcrMinAsUsed,

  keySensitivityNpcr,
  keySensitivityPsnr,
  keySensitivityCorrelation,

  keyBytesNpcr,
  weakKeys,
  alikeKeys,

  ...flatImages,

  keyVectorHistogram,
  keyVectorStuck,
  keyVectorAlike,
  keyVectorLeak,

  localEntropyCirculating,
  npcrMean,
  uaciMean,
  psnrMetric,
  ssimMetric,
  keySensitivityRefusals,
  unverifiedPsnr,
  encryptionSeconds,
];

const byId = new Map(metrics.flatMap((metric) => metric.notes.map(({ id }) => [id, metric])));

/** The metric that gives values of this id. */
export function metricById(id: string): Metric | undefined {
  return byId.get(id);
}
