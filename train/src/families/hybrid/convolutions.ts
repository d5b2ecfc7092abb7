import type { Tensor } from "@neuroveil/autodiff";
import type { Given, Parameter, Shown } from "./contender.ts";
import { causalSums, crossSums, halfLines, lineSums } from "./planes.ts";

/** The convolutions, which both networks of the hybrid family have. */
export const convolutionParameters: readonly Parameter[] = [
  { name: "causal", shape: [5], kind: "odd", part: "causal" },
  { name: "cross", shape: [4], kind: "odd", part: "cross" },
  { name: "features", shape: [3], kind: "odd", part: "features" },
];

/** Their weighted sums of the image's own words. */
export function convolutionLayers(
  weights: Readonly<Record<string, Tensor>>,
  { planes }: Given,
): Readonly<Record<string, Shown>> {
  return {
    causal: { layer: causalSums(planes, weights["causal"]!) },
    cross: { layer: crossSums(planes, weights["cross"]!) },
    features: { layer: lineSums(halfLines(planes), weights["features"]!) },
  };
}
