/** A learning rate for every step, counted from 0. */
export type Schedule = (step: number) => number;

export interface WarmUpAndDecay {
  /** The highest rate. */
  readonly peak: number;
  /** Steps of the whole training. */
  readonly steps: number;
  /** Steps in which the rate rises from 0; 0 when absent. */
  readonly warmUp?: number;
  /** Rate at the last step, as a part of the highest; 0 when absent. */
  readonly last?: number;
}

/**
 * Rises in a straight line, then falls along 1 - 3u² + 2u³: nearly a cosine, which engines do not
 * compute alike.
 */
export function warmUpAndDecay({ peak, steps, warmUp = 0, last = 0 }: WarmUpAndDecay): Schedule {
  return (step) => {
    if (step < warmUp) return (peak * (step + 1)) / warmUp;
    const u = Math.min(1, (step - warmUp) / Math.max(1, steps - 1 - warmUp));
    return peak * (last + (1 - last) * (1 - u * u * (3 - 2 * u)));
  };
}
