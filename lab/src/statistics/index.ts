export { differenceDistinguisher } from "./difference-distinguisher.ts";
export type {
  DifferenceSettings,
  DifferenceShare,
  DifferenceVerdict,
} from "./difference-distinguisher.ts";
export { familyWise } from "./family-wise.ts";
export type { FamilyWise } from "./family-wise.ts";
export { standardNormalFit } from "./kolmogorov-smirnov.ts";
export type { KolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
export { jonckheere } from "./jonckheere.ts";
export type { Trend } from "./jonckheere.ts";
export { meanInterval } from "./mean-interval.ts";
export type { MeanInterval } from "./mean-interval.ts";
export { medianInterval, signTestBelow } from "./median-interval.ts";
export type { MedianInterval } from "./median-interval.ts";
export { pearson } from "./pearson.ts";
export { median, quantile } from "./quantile.ts";
export { spearman } from "./spearman.ts";
export type { RankCorrelation } from "./spearman.ts";
export { varianceExplained } from "./variance-explained.ts";
export type { VarianceExplained } from "./variance-explained.ts";
