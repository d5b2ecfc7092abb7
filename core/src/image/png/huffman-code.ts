/** Longest code of a symbol. Deflate takes 15; a kernel puts four codes of 12 into a word at once. */
const longest = 12;

/**
 * Lengths of a Huffman code, in bits: none is longer than twelve.
 * @param counts how often each of up to 512 symbols comes: two or more come at all, none 2^23 times
 * @returns 0 for symbols that do not come
 */
export function codeLengths(counts: ArrayLike<number>): Uint8Array {
  const sorted = byWeight(counts);
  const numbers = lengthNumbers(sorted.map((weighted) => weighted >>> symbolBits));
  const lengths = new Uint8Array(counts.length);
  // The rarest have the longest.
  let length = longest;
  for (const weighted of sorted) {
    while (numbers[length] === 0) length--;
    numbers[length]!--;
    lengths[weighted & symbolMask] = length;
  }
  return lengths;
}

const symbolBits = 9;
const symbolMask: number = (1 << symbolBits) - 1;

/** The symbols that come, rarest first, each below its count. */
function byWeight(counts: ArrayLike<number>): Uint32Array {
  const sorted = new Uint32Array(counts.length);
  let symbols = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    if (counts[symbol]! > 0) sorted[symbols++] = (counts[symbol]! << symbolBits) | symbol;
  }
  return sorted.subarray(0, symbols).toSorted();
}

/** How many symbols of these weights, which rise, have a code of each length. */
function lengthNumbers(weights: Uint32Array): Uint16Array {
  const leaves = weights.length;
  // Leaves, then joined pairs, whose weights rise as they come: the two lightest stand in front.
  const heights = new Uint32Array(2 * leaves - 1);
  heights.set(weights);
  const parents = new Uint16Array(2 * leaves - 1);
  let [leaf, pair] = [0, leaves];
  for (let joined = leaves; joined < heights.length; joined++) {
    for (let child = 0; child < 2; child++) {
      const takesLeaf = leaf < leaves && (pair === joined || heights[leaf]! <= heights[pair]!);
      const lightest = takesLeaf ? leaf++ : pair++;
      parents[lightest] = joined;
      heights[joined]! += heights[lightest]!;
    }
  }
  // From the root on, every pair makes two codes of one, a bit longer; where it would be too long, the
  // longest that may be is taken for it.
  const numbers = new Uint16Array(longest + 1);
  const depths = new Uint8Array(heights.length);
  numbers[0] = 1;
  for (let joined = heights.length - 1; joined >= leaves; joined--) {
    if (joined < heights.length - 1) depths[joined] = depths[parents[joined]!]! + 1;
    let length = Math.min(depths[joined]!, longest - 1);
    while (numbers[length] === 0) length--;
    numbers[length]!--;
    numbers[length + 1]! += 2;
  }
  return numbers;
}

/**
 * The codes that deflate gives to lengths (RFC 1951, section 3.2.2).
 * @returns for every symbol its code, first bit lowest, and its length above bit 16
 */
export function codesOf(lengths: Uint8Array): Uint32Array {
  const ofLength = new Uint32Array(longest + 1);
  for (const length of lengths) if (length > 0) ofLength[length]!++;
  const next = new Uint32Array(longest + 1);
  for (let length = 2; length <= longest; length++)
    next[length] = 2 * (next[length - 1]! + ofLength[length - 1]!);
  return Uint32Array.from(lengths, (length) => {
    if (length === 0) return 0;
    return (length << 16) | mirrored(next[length]!++, length);
  });
}

/** A code of `length` bits with its first bit lowest, as deflate has it. */
export function mirrored(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
