import type { Disturbance } from "./disturbance.ts";

/** One bit of one byte flipped. */
export const bitFlip: Disturbance = {
  id: "bit-flip",
  kind: "bit-flip",
  level: 1,
  apply: ({ data }, random) => {
    data[random.below(data.length)]! ^= 1 << random.below(8);
  },
};

/** One byte replaced by another one. */
export const byteError: Disturbance = {
  id: "byte-error",
  kind: "byte-error",
  level: 1,
  replaced: ({ data }) => 1 / data.length,
  apply: ({ data }, random) => {
    data[random.below(data.length)]! ^= 1 + random.below(255);
  },
};
