import { NeuroveilError } from "neuroveil/errors";
import type { Random } from "../random/random.ts";

/** A generator: noise vector in, image out, at once or later. */
export type Generator = (noise: Float64Array) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** How far a generator is from linear at one size of change. */
export interface LinearResponse {
  /** Length of the change of the noise vector. */
  readonly size: number;
  /**
   * |G(z + Δ) + G(z - Δ) - 2 G(z)| / |G(z + Δ) - G(z - Δ)|, root mean square over the directions: 0 for
   * a linear generator, √3 where the three images are independent; null where the generator does not
   * react at all.
   */
  readonly residual: number | null;
  /** Of independent images of uniform samples. */
  readonly expected: number;
  /** Standard deviation over such images. */
  readonly sd: number;
  /** Root mean square change of an output per unit of change of the noise vector: |∇G|. */
  readonly gradient: number;
  /** Outputs compared, over all directions. */
  readonly n: number;
}

/**
 * The survey of four networks, equation 8: ΔG ≈ ∇G·Δz. Where it holds, a key near the right one, taken
 * as noise vector, gives nearly the right image; the survey itself calls that low key sensitivity.
 *
 * The residual of linearity compares the second difference along random directions with the first.
 *
 * @param sizes lengths of change to try
 * @param directions drawn for every size
 * @throws {NeuroveilError} "usage" without a noise vector, sizes or directions
 */
export async function linearResponse(
  generator: Generator,
  noise: Float64Array,
  sizes: readonly number[],
  random: Random,
  directions = 8,
): Promise<readonly LinearResponse[]> {
  if (noise.length === 0 || !sizes.every((size) => size > 0) || !(directions >= 1))
    throw new NeuroveilError("usage", {
      expected: "a noise vector, sizes above 0 and one direction or more",
      got: `${noise.length} components, sizes ${sizes.join(", ")} and ${directions} directions`,
    });
  const centre = Float64Array.from(await generator(noise));
  const found: LinearResponse[] = [];
  for (const size of sizes) {
    let [second, first, n] = [0, 0, 0];
    for (let i = 0; i < directions; i++) {
      const change = direction(noise.length, size, random);
      const above = await generator(noise.map((z, k) => z + change[k]!));
      const below = await generator(noise.map((z, k) => z - change[k]!));
      for (let k = 0; k < centre.length; k++) {
        second += (above[k]! + below[k]! - 2 * centre[k]!) ** 2;
        first += (above[k]! - below[k]!) ** 2;
      }
      n += centre.length;
    }
    found.push({
      size,
      residual: first > 0 ? Math.sqrt(second / first) : null,
      expected: Math.sqrt(3),
      sd: independentSd(centre.length, directions),
      gradient: Math.sqrt(first / n) / (2 * size),
      n,
    });
  }
  return found;
}

/**
 * Standard deviation of the residual over independent uniform samples. With u = a - c and v = a + c -
 * 2b, of variances 2 and 6 in units of the samples' own and kurtosis 9/5 of these: the relative variance
 * of Σv²/Σu² is 50.4/36 + 5.6/4 + 2 · 2.4/12 = 3.2 over their number. The centre image b is the same in
 * every direction, which correlates the v² by 16 (1.8 - 1) / 50.4.
 */
function independentSd(outputs: number, directions: number): number {
  const shared = (12.8 / 36) * (1 - 1 / directions);
  return (Math.sqrt(3) / 2) * Math.sqrt((3.2 / directions + shared) / outputs);
}

/** Uniform on the sphere of radius `size`. */
function direction(dimension: number, size: number, random: Random): Float64Array {
  const vector = Float64Array.from({ length: dimension }, () => random.normal());
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return vector.map((x) => (x / length) * size);
}
