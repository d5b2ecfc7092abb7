import { peakOf, sampleCount, writeSample, type Disturbance } from "./disturbance.ts";

/** Salt and pepper: every sample becomes the smallest or the largest one with probability `density`. */
export function saltAndPepper(density: number): Disturbance {
  return {
    id: `salt-and-pepper-${density}`,
    kind: "salt-and-pepper",
    level: density,
    replaced: () => density,
    apply: (image, random) => {
      const peak = peakOf(image);
      for (let i = 0; i < sampleCount(image); i++)
        if (random.uniform() < density) writeSample(image, i, random.below(2) * peak);
    },
  };
}
