import type { Variables } from "@neuroveil/autodiff";
import type { RoundKernels } from "neuroveil/internal/networks";
import { unit } from "./network.ts";

const taps = 9;
const largest = 127;

/** The odd whole numbers that training has made of the weights. */
export function shippedKernels(variables: Variables): readonly RoundKernels[] {
  const weights = Int8Array.from(variables.get("generator.kernels"), (value) => {
    const odd = 2 * Math.floor((value * unit) / 2) + 1;
    return Math.min(Math.max(odd, -largest), largest);
  });
  return Array.from({ length: weights.length / (2 * taps) }, (_, round) => {
    const at = 2 * taps * round;
    return [weights.slice(at, at + taps), weights.slice(at + taps, at + 2 * taps)] as const;
  });
}
