/**
 * Length of the shortest linear feedback shift register that gives the bits (Berlekamp and Massey,
 * IEEE Transactions on Information Theory 15, 1969), 32 bits a step.
 *
 * @param bits of which `length` are read, from `start` on, one a byte
 */
export function linearComplexity(bits: Uint8Array, start: number, length: number): number {
  const words = (length >> 5) + 2;
  let connection = new Int32Array(words);
  let previous = new Int32Array(words);
  let spare = new Int32Array(words);
  // The bits seen so far, the newest lowest: lined up with the connection polynomial.
  const history = new Int32Array(words);
  connection[0] = previous[0] = 1;
  let complexity = 0;
  let shift = 1;
  for (let n = 0; n < length; n++) {
    let carry = bits[start + n]!;
    let sum = 0;
    // The polynomial has no terms beyond its degree, at most the complexity.
    const used = (complexity >> 5) + 1;
    const seen = (n >> 5) + 1;
    for (let w = 0; w < seen; w++) {
      const word = history[w]!;
      history[w] = (word << 1) | carry;
      carry = word >>> 31;
    }
    for (let w = 0; w < used; w++) sum ^= connection[w]! & history[w]!;
    if (parity(sum) === 0) {
      shift++;
      continue;
    }
    spare.set(connection);
    addShifted(connection, previous, shift);
    if (2 * complexity <= n) {
      complexity = n + 1 - complexity;
      [previous, spare] = [spare, previous];
      shift = 1;
    } else shift++;
  }
  return complexity;
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >> (folded & 15)) & 1;
}

/** Adds `polynomial` · x^shift; terms beyond the array do not occur. */
function addShifted(target: Int32Array, polynomial: Int32Array, shift: number): void {
  const [whole, rest] = [shift >> 5, shift & 31];
  if (rest === 0) {
    for (let w = whole; w < target.length; w++) target[w]! ^= polynomial[w - whole]!;
    return;
  }
  let carry = 0;
  for (let w = whole; w < target.length; w++) {
    const word = polynomial[w - whole]!;
    target[w]! ^= (word << rest) | carry;
    carry = word >>> (32 - rest);
  }
}
