/**
 * One step of the skew tent map on (0, 1): straight up to 1 at `peak`, straight down behind it. The
 * uniform distribution stays uniform. 0, where an orbit would stay, is left again.
 *
 * @param peak 0 < peak < 1
 */
export function skewTent(peak: number, x: number): number {
  const next = x < peak ? x / peak : (1 - x) / (1 - peak);
  return next === 0 ? peak * 0.5 : next;
}
