import type { Image } from "neuroveil/image";
import { chiSquare } from "./chi-square.ts";
import { correlation } from "./correlation.ts";
import { entropy } from "./entropy.ts";
import { npcr } from "./npcr.ts";
import type { MetricResult } from "./result.ts";
import { uaci } from "./uaci.ts";

/** Metrics of one cipher image. */
export const imageMetrics: readonly ((image: Image) => readonly MetricResult[])[] = [
  entropy,
  chiSquare,
  correlation,
];

/** Metrics of two cipher images of the same shape. */
export const pairMetrics: readonly ((a: Image, b: Image) => readonly MetricResult[])[] = [
  npcr,
  uaci,
];
