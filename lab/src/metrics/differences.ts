import type { Image } from "neuroveil/image";

/** How far two cipher images differ, in one channel or in all together. */
export interface Difference {
  /** Samples compared. */
  readonly n: number;
  /** Samples that are equal. */
  readonly equal: number;
  /** Sum of the absolute differences. */
  readonly distance: number;
  /** Bits that differ. */
  readonly changedBits: number;
}

/** Differences of several pairs of cipher images of one depth, each channel by channel. */
export interface PairDifferences {
  readonly pairs: readonly (readonly Difference[])[];
  /** Of a sample: 1 to 8, or 16. */
  readonly bits: number;
}

/**
 * The differences of two images of one shape, channel by channel: NPCR, UACI and avalanche of a pair
 * in one pass, because an analysis has hundreds of pairs.
 */
export function differences(a: Image, b: Image): readonly Difference[] {
  const count = a.bits > 8 ? countWide : countBytes;
  return Array.from({ length: a.channels }, (_, channel) =>
    count(a.data, b.data, channel, a.channels),
  );
}

/** All channels together. */
export function together(channels: readonly Difference[]): Difference {
  return channels.reduce((sum, each) => ({
    n: sum.n + each.n,
    equal: sum.equal + each.equal,
    distance: sum.distance + each.distance,
    changedBits: sum.changedBits + each.changedBits,
  }));
}

/** How many bits of a byte are set. */
const setBits = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, bit) => sum + ((byte >> bit) & 1), 0),
);

function countBytes(a: Uint8Array, b: Uint8Array, channel: number, channels: number): Difference {
  // How often each exclusive or occurs has both the equal samples and the changed bits, without a branch.
  const exclusiveOr = new Int32Array(256);
  let distance = 0;
  for (let i = channel; i < a.length; i += channels) {
    const [x, y] = [a[i]!, b[i]!];
    distance += Math.abs(x - y);
    exclusiveOr[x ^ y]!++;
  }
  let [n, changedBits] = [0, 0];
  for (let value = 0; value < 256; value++) {
    n += exclusiveOr[value]!;
    changedBits += exclusiveOr[value]! * setBits[value]!;
  }
  return { n, equal: exclusiveOr[0]!, distance, changedBits };
}

/** Samples of two bytes, big-endian. */
function countWide(a: Uint8Array, b: Uint8Array, channel: number, channels: number): Difference {
  let [n, equal, distance, changedBits] = [0, 0, 0, 0];
  for (let i = 2 * channel; i < a.length; i += 2 * channels) {
    const difference = Math.abs((a[i]! - b[i]!) * 256 + a[i + 1]! - b[i + 1]!);
    if (difference === 0) equal++;
    distance += difference;
    changedBits += setBits[a[i]! ^ b[i]!]! + setBits[a[i + 1]! ^ b[i + 1]!]!;
    n++;
  }
  return { n, equal, distance, changedBits };
}
