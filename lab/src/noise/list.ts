import { crop, lostRow } from "./crop.ts";
import type { Disturbance } from "./disturbance.ts";
import { gaussian, speckle } from "./gaussian.ts";
import { saltAndPepper } from "./impulses.ts";
import { bitFlip, byteError } from "./single-error.ts";

const shares = [1 / 64, 1 / 16, 1 / 4, 1 / 2];

/** The protocol, JPEG aside, which needs a codec of the platform. */
export const disturbances: readonly Disturbance[] = [
  ...[0.001, 0.005, 0.01, 0.05, 0.1, 0.25].map(saltAndPepper),
  ...[1, 5, 10, 25].map(gaussian),
  ...[0.0001, 0.001, 0.01, 0.05].map(speckle),
  ...(["corner", "centre", "stripe"] as const).flatMap((place) =>
    shares.map((share) => crop(place, share)),
  ),
  bitFlip,
  byteError,
  lostRow,
];
