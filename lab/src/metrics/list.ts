import { avalancheMax, avalancheMin } from "./avalanche-extremes.ts";
import { chiSquareMetric } from "./chi-square.ts";
import { correlationMetric } from "./correlation.ts";
import { encryptionSeconds } from "./encryption-seconds.ts";
import { entropyMetric } from "./entropy.ts";
import { glcmMetric } from "./glcm.ts";
import { globalSsimMetric } from "./global-ssim.ts";
import { irregularDeviationMetric } from "./irregular-deviation.ts";
import { localEntropyCirculating, localEntropyMetric } from "./local-entropy.ts";
import { maximumDeviationMetric } from "./maximum-deviation.ts";
import { meanAbsoluteErrorMetric } from "./mean-absolute-error.ts";
import { meanSquaredErrorMetric } from "./mean-squared-error.ts";
import type { Metric } from "./metric.ts";
import { keySensitivityNpcr, npcrMax, npcrMean, npcrMin, npcrMinAsUsed } from "./npcr-extremes.ts";
import { npcrScores, uaciScores } from "./pair-scores.ts";
import { psnrMetric } from "./psnr.ts";
import { ssimMetric } from "./ssim.ts";
import { uaciMax, uaciMean, uaciMin } from "./uaci-extremes.ts";
import { uniformDeviationMetric } from "./uniform-deviation.ts";
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

  maximumDeviationMetric,
  irregularDeviationMetric,
  meanSquaredErrorMetric,
  meanAbsoluteErrorMetric,
  globalSsimMetric,

  npcrMin,
  npcrMax,
  uaciMin,
  uaciMax,
  avalancheMin,
  avalancheMax,
  npcrScores,
  uaciScores,
  npcrMinAsUsed,

  keySensitivityNpcr,
  keySensitivityPsnr,
  keySensitivityCorrelation,

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
