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
  const sequence = reversedWords(bits, start, length);
  connection[0] = previous[0] = 1;
  let complexity = 0;
  // Terms of `previous` and of `connection` are no higher than these.
  let [degree, previousDegree] = [0, 0];
  let shift = 1;
  for (let n = 0; n < length; n++) {
    // Bit n, then those before it, lined up with the connection polynomial.
    const at = length - 1 - n;
    const [word, rest] = [at >> 5, at & 31];
    const used = degree >> 5;
    let sum = 0;
    if (rest === 0) for (let w = 0; w <= used; w++) sum ^= connection[w]! & sequence[word + w]!;
    else
      for (let w = 0; w <= used; w++)
        sum ^=
          connection[w]! &
          ((sequence[word + w]! >>> rest) | (sequence[word + w + 1]! << (32 - rest)));
    if (parity(sum) === 0) {
      shift++;
      continue;
    }
    const longer = 2 * complexity <= n;
    if (longer) spare.set(connection);
    const before = degree;
    addShifted(connection, previous, shift, previousDegree);
    degree = Math.max(degree, previousDegree + shift);
    if (longer) {
      complexity = n + 1 - complexity;
      [previous, spare] = [spare, previous];
      previousDegree = before;
      shift = 1;
    } else shift++;
  }
  return complexity;
}

/** The bits in words, the last one lowest. */
function reversedWords(bits: Uint8Array, start: number, length: number): Int32Array {
  const words = new Int32Array((length >> 5) + 3);
  for (let i = 0; i < length; i++) {
    const at = length - 1 - i;
    words[at >> 5]! |= bits[start + i]! << (at & 31);
  }
  return words;
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >> (folded & 15)) & 1;
}

/** Adds `polynomial` · x^shift, of which no term is higher than `degree`. */
function addShifted(
  target: Int32Array,
  polynomial: Int32Array,
  shift: number,
  degree: number,
): void {
  const [whole, rest] = [shift >> 5, shift & 31];
  const last = Math.min(target.length - 1 - whole, (degree >> 5) + 1);
  if (rest === 0) {
    for (let w = 0; w <= last; w++) target[w + whole]! ^= polynomial[w]!;
    return;
  }
  let carry = 0;
  for (let w = 0; w <= last; w++) {
    const word = polynomial[w]!;
    target[w + whole]! ^= (word << rest) | carry;
    carry = word >>> (32 - rest);
  }
}
