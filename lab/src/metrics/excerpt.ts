/** What of an image is compared with many others: steps between neighbours at some of its places. */
export interface Excerpt {
  /** Differences of neighbouring bytes of one lane, modulo 256. */
  readonly differences: Uint8Array;
  /** Their exclusive ors. */
  readonly exclusiveOrs: Uint8Array;
}

const mostPlaces = 256;

/**
 * An excerpt at places spread evenly. Steps and not the bytes themselves, so that two images are alike
 * too when one is the other with a constant added.
 */
export function excerptOf(bytes: Uint8Array, lanes: number): Excerpt {
  const steps = Math.max(0, bytes.length - lanes);
  const count = Math.min(mostPlaces, steps);
  const differences = new Uint8Array(count);
  const exclusiveOrs = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.floor((i * steps) / count);
    differences[i] = bytes[at + lanes]! - bytes[at]!;
    exclusiveOrs[i] = bytes[at + lanes]! ^ bytes[at]!;
  }
  return { differences, exclusiveOrs };
}
