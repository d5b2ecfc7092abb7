import { peakOf, readSample, sampleCount, writeClipped, type Disturbance } from "./disturbance.ts";

/** Normal noise added to every sample, rounded and clipped. @param sd on the scale of 0 to 255 */
export function gaussian(sd: number): Disturbance {
  return {
    id: `gaussian-${sd}`,
    kind: "gaussian",
    level: sd,
    apply: (image, random) => {
      const scaled = (sd / 255) * peakOf(image);
      for (let i = 0; i < sampleCount(image); i++)
        writeClipped(image, i, readSample(image, i) + scaled * random.normal());
    },
  };
}

/** Speckle: every sample times 1 + g, g normal. @param variance of g */
export function speckle(variance: number): Disturbance {
  const sd = Math.sqrt(variance);
  return {
    id: `speckle-${variance}`,
    kind: "speckle",
    level: variance,
    apply: (image, random) => {
      for (let i = 0; i < sampleCount(image); i++)
        writeClipped(image, i, readSample(image, i) * (1 + sd * random.normal()));
    },
  };
}
