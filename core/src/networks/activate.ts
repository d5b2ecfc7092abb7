/**
 * s (2s + 1) modulo 2^16 with its bytes swapped: a bijection (Rivest et al., RC6), so that a changed
 * word stays changed, and nonlinear in every bit but one.
 */
export function activate(s: number): number {
  const y = Math.imul(s, 2 * s + 1);
  return ((y << 8) | ((y >>> 8) & 0xff)) & 0xffff;
}
