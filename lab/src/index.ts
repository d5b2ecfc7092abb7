export { searchCanaryKey, type CanaryKeySearch } from "./baselines/canary-key-search.ts";
export { baselines } from "./baselines/list.ts";
export { analyzeCipher } from "./analysis/analyze-cipher.ts";
export type { Analysis, AnalysisSettings } from "./analysis/analyze-cipher.ts";
export { analyzePair, type PairAnalysis } from "./analysis/analyze-pair.ts";
export type { JudgedMetric } from "./analysis/judge.ts";
export { nativeKeyFrom } from "./analysis/native-key.ts";
export { failsOnlyUnderRepeatedNonce } from "./analysis/nonce-note.ts";
export { checkOwnCipher } from "./analysis/own-cipher.ts";
export { findCycle } from "./dynamics/cycle.ts";
export type { Cycle } from "./dynamics/cycle.ts";
export { flowSpectrum } from "./dynamics/flow-spectrum.ts";
export type { FlowOrbit, Jacobian } from "./dynamics/flow-spectrum.ts";
export { kaplanYorke } from "./dynamics/kaplan-yorke.ts";
export { mapSpectrum } from "./dynamics/map-spectrum.ts";
export type { Iteration, MapOrbit } from "./dynamics/map-spectrum.ts";
export { permutationEntropy } from "./dynamics/permutation-entropy.ts";
export type { PermutationEntropy } from "./dynamics/permutation-entropy.ts";
export { sampleEntropy } from "./dynamics/sample-entropy.ts";
export type { SampleEntropy, SampleEntropySettings } from "./dynamics/sample-entropy.ts";
export type { LyapunovSpectrum } from "./dynamics/spectrum.ts";
export { decorrelationLag, subsample } from "./dynamics/subsample.ts";
export { flows, maps } from "./dynamics/systems/list.ts";
export type { Flow, IteratedMap, SmoothFlow } from "./dynamics/systems/system.ts";
export { largestExponent } from "./dynamics/two-trajectories.ts";
export type { PairOfOrbits } from "./dynamics/two-trajectories.ts";
export { zeroOneTest } from "./dynamics/zero-one-test.ts";
export type { ZeroOneTest } from "./dynamics/zero-one-test.ts";
export { avalanche } from "./metrics/avalanche.ts";
export { chiSquare } from "./metrics/chi-square.ts";
export { correlation } from "./metrics/correlation.ts";
export { entropy } from "./metrics/entropy.ts";
export { glcm } from "./metrics/glcm.ts";
export type { Glcm, GlcmOptions } from "./metrics/glcm.ts";
export { globalSsim } from "./metrics/global-ssim.ts";
export { histogramVariance } from "./metrics/histogram-variance.ts";
export { irregularDeviation } from "./metrics/irregular-deviation.ts";
export { imageMetrics, pairMetrics } from "./metrics/list.ts";
export { localEntropy } from "./metrics/local-entropy.ts";
export type { LocalEntropy, LocalEntropyInterval } from "./metrics/local-entropy.ts";
export { maximumDeviation } from "./metrics/maximum-deviation.ts";
export { meanAbsoluteError } from "./metrics/mean-absolute-error.ts";
export { meanSquaredError } from "./metrics/mean-squared-error.ts";
export { npcr } from "./metrics/npcr.ts";
export { psnr } from "./metrics/psnr.ts";
export type { Psnr } from "./metrics/psnr.ts";
export type { MetricResult } from "./metrics/result.ts";
export { ssim } from "./metrics/ssim.ts";
export type { Ssim } from "./metrics/ssim.ts";
export { strictAvalanche } from "./metrics/strict-avalanche.ts";
export type { StrictAvalanche } from "./metrics/strict-avalanche.ts";
export { uaci } from "./metrics/uaci.ts";
export { uniformDeviation } from "./metrics/uniform-deviation.ts";
export { analysisReport, pictureSide, type AnalysisReport } from "./report/analysis-report.ts";
export { cipherPictures, type Change, type CipherPictures } from "./report/cipher-pictures.ts";
export { channelNames } from "./report/channel-names.ts";
export { figureText, intervalText } from "./report/figure-text.ts";
export { histogramChart, type HistogramBand } from "./report/histogram-chart.ts";
export { imagePictures } from "./report/image-pictures.ts";
export type { ImagePictures, Scatter } from "./report/image-pictures.ts";
export { intervalChart, type IntervalChart, type IntervalRow } from "./report/interval-chart.ts";
export { intervalStrip, type IntervalStrip } from "./report/interval-strip.ts";
export { Markup, markup, type Part } from "./report/markup.ts";
export { metricGroups, type MetricGroup, type MetricNote } from "./report/metric-notes.ts";
export { reportPage, type Report, type ReportSection } from "./report/page.ts";
export type { ReportEntry } from "./report/report-entry.ts";
export { reportTable, verdictMark } from "./report/table.ts";
export type { ReportColumn, ReportTable } from "./report/table.ts";
export type { NistAssessment, NistJudgement, NistPValues, NistResult } from "./nist/assessment.ts";
export { BitSequence } from "./nist/bit-sequence.ts";
export { bitSequences } from "./nist/bit-sequences.ts";
export { nistTests } from "./nist/list.ts";
export type { NistPValue, NistTest } from "./nist/nist-test.ts";
export { nistSuite } from "./nist/suite.ts";
export type { NistSettings } from "./nist/suite.ts";
export { nistTable } from "./nist/table.ts";
export { decibels, errorSpread, replacementError } from "./noise/closed-form.ts";
export type { Replacement } from "./noise/closed-form.ts";
export { gaussianError } from "./noise/combiner.ts";
export type { Combiner } from "./noise/combiner.ts";
export type { Disturbance } from "./noise/disturbance.ts";
export { jpeg } from "./noise/jpeg.ts";
export type { JpegPass } from "./noise/jpeg.ts";
export { disturbances } from "./noise/list.ts";
export { seededRandom } from "./noise/random.ts";
export type { Random } from "./noise/random.ts";
export { robustness } from "./noise/robustness.ts";
export type { Robustness, RobustnessSettings } from "./noise/robustness.ts";
export { differenceDistinguisher } from "./statistics/difference-distinguisher.ts";
export type {
  DifferenceSettings,
  DifferenceShare,
  DifferenceVerdict,
} from "./statistics/difference-distinguisher.ts";
export { decryptionSensitivity } from "./sensitivity/decryption-sensitivity.ts";
export type { DecryptionSensitivity, Limited } from "./sensitivity/decryption-sensitivity.ts";
export { distinguishableBits } from "./sensitivity/distinguishable-keys.ts";
export type {
  DistinguishableBits,
  DistinguishableSettings,
} from "./sensitivity/distinguishable-keys.ts";
export { effectiveKeyBits } from "./sensitivity/effective-key.ts";
export type { EffectiveBits, EffectiveKey } from "./sensitivity/effective-key.ts";
export { encryptionSensitivity } from "./sensitivity/encryption-sensitivity.ts";
export type {
  EncryptionSensitivity,
  SensitivitySettings,
} from "./sensitivity/encryption-sensitivity.ts";
export { errorGrowth } from "./sensitivity/error-growth.ts";
export type { ErrorGrowth, GrowthSettings } from "./sensitivity/error-growth.ts";
export { moveValue, nearestKeys } from "./sensitivity/key-change.ts";
export type { KeyChange } from "./sensitivity/key-change.ts";
export { keySensitivity } from "./sensitivity/key-sensitivity.ts";
export type { KeySensitivity, KeySensitivitySettings } from "./sensitivity/key-sensitivity.ts";
export {
  cellularKeySpace,
  chaoticKeySpace,
  convolutionalKeySpace,
  generatorKeySpace,
} from "./sensitivity/key-space.ts";
export type {
  CellularKey,
  ChaoticDimension,
  ConvolutionalKey,
  GeneratorKey,
  ParameterRange,
} from "./sensitivity/key-space.ts";
export { linearResponse } from "./sensitivity/linear-response.ts";
export type { Generator, LinearResponse } from "./sensitivity/linear-response.ts";
export { nativeCurves } from "./sensitivity/native-curve.ts";
export type { ParameterCurve } from "./sensitivity/native-curve.ts";
export { plainNoiseResponse } from "./sensitivity/plain-noise.ts";
export type { PlainNoiseResponse, PlainNoiseSettings } from "./sensitivity/plain-noise.ts";
export { usableKeys } from "./sensitivity/usable-keys.ts";
export type { UsableKeys } from "./sensitivity/usable-keys.ts";
export { familyWise } from "./statistics/family-wise.ts";
export type { FamilyWise } from "./statistics/family-wise.ts";
export { meanInterval } from "./statistics/mean-interval.ts";
export type { MeanInterval } from "./statistics/mean-interval.ts";
export { standardNormalFit } from "./statistics/kolmogorov-smirnov.ts";
export type { KolmogorovSmirnov } from "./statistics/kolmogorov-smirnov.ts";
