/**
 * The length to which `length` bytes are padded: at most 12% more, and of the length only its
 * magnitude shows, O(log log length) bits (Padmé: Nikitin et al., "Reducing Metadata Leakage from
 * Encrypted Files and Communication with PURBs", PETS 2019, section 4).
 * @param length up to 2^40
 * @param least shorter inputs are padded to this first, so that short lengths do not show at all
 */
export function padme(length: number, least: number = 1): number {
  const size = Math.max(length, least, 1);
  const exponent = floorLog2(size);
  const kept = exponent === 0 ? 0 : floorLog2(exponent) + 1;
  const step = 2 ** Math.max(0, exponent - kept);
  return Math.ceil(size / step) * step;
}

/** Not `Math.log2`, whose last digit engines may choose. */
function floorLog2(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 32 + floorLog2(Math.floor(value / 2 ** 32));
}
