import type { Image } from "neuroveil/image";
import { informative, type Metric } from "./metric.ts";
import { planePairs } from "./plane.ts";
import type { Plane } from "./plane.ts";

/** Mean structural similarity. It has no distribution in closed form under an ideal cipher. */
export interface Ssim {
  readonly id: "ssim";
  /** Channel number from 0; absent where it is the mean over all channels. */
  readonly channel?: number;
  /** -1 to 1; 1 for identical images. */
  readonly value: number;
  /** Windows averaged. */
  readonly n: number;
}

const windowSide = 11;
const windowSigma = 1.5;

/** C1 = (K1 L)² with K1 = 0.01 and L the largest sample. */
export function luminanceConstant(bits: number): number {
  return (0.01 * (2 ** bits - 1)) ** 2;
}

/** C2 = (K2 L)² with K2 = 0.03. */
export function contrastConstant(bits: number): number {
  return (0.03 * (2 ** bits - 1)) ** 2;
}

/**
 * Structural similarity of Wang, Bovik, Sheikh and Simoncelli 2004: the mean over all windows of 11×11
 * pixels inside the image, weighted by a Gaussian of standard deviation 1.5, with K1 = 0.01 and
 * K2 = 0.03; by channel, and their mean. An image of fewer than 11 columns or rows has none.
 *
 * @throws {NeuroveilError} "usage" when the images differ in shape or depth
 */
export function ssim(a: Image, b: Image): readonly Ssim[] {
  const pairs = planePairs(a, b);
  if (a.width < windowSide || a.height < windowSide) return [];
  const n = (a.width - windowSide + 1) * (a.height - windowSide + 1);
  const values = pairs.map(([first, second]) => similarity(first, second) / n);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const overall: Ssim = { id: "ssim", value: mean, n: n * values.length };
  if (values.length === 1) return [overall];
  return [overall, ...values.map((value, channel): Ssim => ({ id: "ssim", channel, value, n }))];
}

/** Sum of the similarities of all windows. */
function similarity(a: Plane, b: Plane): number {
  const { width, height, bits } = a;
  const [c1, c2] = [luminanceConstant(bits), contrastConstant(bits)];
  const across = width - windowSide + 1;
  // The Gaussian is separable: every row is smoothed along itself once, and the last eleven smoothed
  // rows are kept. Five moments a pixel: x, y, x², y² and xy.
  const smoothed = Array.from({ length: windowSide }, () => new Float64Array(5 * across));
  let sum = 0;
  for (let row = 0; row < height; row++) {
    smoothRow(a, b, row, smoothed[row % windowSide]!);
    if (row < windowSide - 1) continue;
    for (let column = 0; column < across; column++) {
      let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
      for (let k = 0; k < windowSide; k++) {
        const moments = smoothed[(row + 1 + k) % windowSide]!;
        const weight = gaussian[k]!;
        x += weight * moments[5 * column]!;
        y += weight * moments[5 * column + 1]!;
        xx += weight * moments[5 * column + 2]!;
        yy += weight * moments[5 * column + 3]!;
        xy += weight * moments[5 * column + 4]!;
      }
      const luminance = (2 * x * y + c1) / (x * x + y * y + c1);
      sum += (luminance * (2 * (xy - x * y) + c2)) / (xx - x * x + yy - y * y + c2);
    }
  }
  return sum;
}

function smoothRow(a: Plane, b: Plane, row: number, into: Float64Array): void {
  const from = row * a.width;
  for (let column = 0; column < into.length / 5; column++) {
    let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
    for (let k = 0; k < windowSide; k++) {
      const weight = gaussian[k]!;
      const x = a.samples[from + column + k]!;
      const y = b.samples[from + column + k]!;
      sumX += weight * x;
      sumY += weight * y;
      sumXX += weight * x * x;
      sumYY += weight * y * y;
      sumXY += weight * x * y;
    }
    into[5 * column] = sumX;
    into[5 * column + 1] = sumY;
    into[5 * column + 2] = sumXX;
    into[5 * column + 3] = sumYY;
    into[5 * column + 4] = sumXY;
  }
}

const gaussian = normalised(
  Array.from({ length: windowSide }, (_, i) =>
    Math.exp(-((i - (windowSide - 1) / 2) ** 2) / (2 * windowSigma ** 2)),
  ),
);

function normalised(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}

export const ssimMetric: Metric = informative({
  subject: "bothImages",
  notes: [
    {
      id: "ssim",
      meaning: "Structural similarity in windows of 11 by 11; no known distribution.",
    },
  ],
  measure: ({ plain, cipher }) => ssim(plain, cipher),
});
