import type { Plane } from "./plane.ts";

/** How often every symbol occurs. */
export interface Histogram {
  readonly counts: Float64Array;
  /** Symbols counted. */
  readonly n: number;
}

/**
 * Counts the samples of all `planes` together: 2^bits bins up to 8 bits; wider samples are counted as
 * their two bytes, because 65,536 bins would stay nearly empty in most images.
 */
export function histogram(planes: readonly Plane[]): Histogram {
  const bits = planes[0]?.bits ?? 8;
  const counts = new Float64Array(2 ** Math.min(8, bits));
  let n = 0;
  for (const { samples } of planes) {
    // By index: the iterator of a typed array takes several times as long.
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i]!;
      counts[sample & 255]!++;
      if (bits > 8) counts[sample >> 8]!++;
    }
    n += samples.length * (bits <= 8 ? 1 : 2);
  }
  return { counts, n };
}
