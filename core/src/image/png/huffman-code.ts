/** Longest code of a symbol. Deflate takes 15; a kernel puts four codes of 12 into a word at once. */
const longest = 12;

/**
 * Lengths of a Huffman code, in bits: none is longer than twelve.
 * @param counts how often each symbol comes: two or more come at all, fewer than 2^20 symbols in all
 * @returns 0 for symbols that do not come
 */
export function codeLengths(counts: ArrayLike<number>): Uint8Array {
  let weights = Array.from(counts);
  let lengths = huffmanLengths(weights);
  // Rare symbols count for more until the tree is no deeper, as bzip2 does.
  while (Math.max(...lengths) > longest) {
    weights = weights.map((weight) => (weight + 1) >> 1);
    lengths = huffmanLengths(weights);
  }
  return lengths;
}

function huffmanLengths(weights: readonly number[]): Uint8Array {
  const symbols = weights.flatMap((weight, symbol) => (weight > 0 ? [symbol] : []));
  symbols.sort((a, b) => weights[a]! - weights[b]! || a - b);
  // Leaves by weight, then joined pairs, whose weights rise as they come: the two lightest stand in front.
  const heights = symbols.map((symbol) => weights[symbol]!);
  const parents: number[] = [];
  let [leaf, pair] = [0, symbols.length];
  const lightest = (): number => {
    const takesLeaf =
      leaf < symbols.length && (pair >= heights.length || heights[leaf]! <= heights[pair]!);
    return takesLeaf ? leaf++ : pair++;
  };
  while (heights.length < 2 * symbols.length - 1) {
    const [a, b] = [lightest(), lightest()];
    parents[a] = parents[b] = heights.length;
    heights.push(heights[a]! + heights[b]!);
  }
  const depths = new Uint8Array(heights.length);
  for (let node = heights.length - 2; node >= 0; node--) depths[node] = depths[parents[node]!]! + 1;
  const lengths = new Uint8Array(weights.length);
  for (const [i, symbol] of symbols.entries()) lengths[symbol] = depths[i]!;
  return lengths;
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

function mirrored(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
