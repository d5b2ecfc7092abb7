/**
 * How often each pattern of `patternBits` bits occurs, at every position and around the end.
 *
 * @param patternBits 0 to 24; of 0 bits there is one pattern, everywhere
 */
export function patternCounts(bits: Uint8Array, patternBits: number): Uint32Array {
  const counts = new Uint32Array(2 ** patternBits);
  const mask = counts.length - 1;
  let pattern = 0;
  for (let i = 0; i < patternBits - 1; i++) pattern = (pattern << 1) | bits[i % bits.length]!;
  const late = bits.length - patternBits + 1;
  for (let i = 0; i < bits.length; i++) {
    // The position of the pattern's last bit.
    const end = i < late ? i + patternBits - 1 : (i + patternBits - 1) % bits.length;
    pattern = patternBits === 0 ? 0 : ((pattern << 1) | bits[end]!) & mask;
    counts[pattern]!++;
  }
  return counts;
}

/** The counts of patterns one bit shorter: each is the beginning of two. */
export function shorterPatternCounts(counts: Uint32Array): Uint32Array {
  return Uint32Array.from(
    { length: counts.length / 2 },
    (_, i) => counts[2 * i]! + counts[2 * i + 1]!,
  );
}
