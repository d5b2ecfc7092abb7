/** What the closed form of replaced samples needs. */
export interface Replacement {
  /** Share of the cipher image's samples that are replaced, 0 to 1. */
  readonly share: number;
  /** Mean squared error against an ideal cipher image: `expected` of meanSquaredError. */
  readonly idealError: number;
}

/**
 * Mean squared error after decryption when a share of the cipher image's samples is replaced and each
 * ruins `spread` samples of the plain image: [1 - (1 - share)^spread] · idealError.
 *
 * @param spread 1 for a stream cipher, 2 for a chain of one pass, all samples for full diffusion
 */
export function replacementError({ share, idealError }: Replacement, spread: number): number {
  return -Math.expm1(spread * Math.log1p(-share)) * idealError;
}

/**
 * The spread that explains what became of an image: the closed form inverted.
 *
 * @param share of the cipher image's samples that were replaced
 * @param ruined share of the plain image's samples that were ruined: the mean squared error over the
 *   ideal one, or the share of wrong samples over the share of wrong ones among ruined ones
 * @param most the image's samples, which no spread exceeds
 */
export function errorSpread(share: number, ruined: number, most: number): number {
  // Nothing is left of the image: any spread from some hundreds of replaced samples on says that.
  if (ruined >= 1) return most;
  return Math.min(most, Math.log1p(-Math.max(0, ruined)) / Math.log1p(-share));
}

/** Peak signal-to-noise ratio in decibels; infinite where there is no error. */
export function decibels(error: number, peak: number): number {
  return error > 0 ? 10 * Math.log10(peak ** 2 / error) : Infinity;
}
