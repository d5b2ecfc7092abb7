/**
 * Largest entry of an S-box's difference table (Biham and Shamir 1991): how many of 256 inputs give the
 * same output difference, exclusive or, for the best pair of differences. AES has 4; random ones 10 to 12.
 */
export function largestDifference(sBox: Uint8Array): number {
  let largest = 0;
  for (let change = 1; change < 256; change++) {
    const counts = new Uint16Array(256);
    for (let x = 0; x < 256; x++) counts[sBox[x]! ^ sBox[x ^ change]!]!++;
    largest = Math.max(largest, ...counts);
  }
  return largest;
}

/**
 * Largest entry of its linear table (Matsui 1993): by how many of 256 inputs the best parity of input
 * and output bits agrees more, or less, often than 128 times. AES has 16; random ones 30 to 36.
 */
export function largestBias(sBox: Uint8Array): number {
  let largest = 0;
  for (let mask = 1; mask < 256; mask++) {
    // Walsh and Hadamard's transform of the parity of the masked output.
    const sums = Int16Array.from(sBox, (y) => 1 - 2 * parity(y & mask));
    for (let half = 1; half < 256; half *= 2)
      for (let x = 0; x < 256; x++) {
        if (x & half) continue;
        const [a, b] = [sums[x]!, sums[x + half]!];
        sums[x] = a + b;
        sums[x + half] = a - b;
      }
    for (const sum of sums) largest = Math.max(largest, Math.abs(sum) / 2);
  }
  return largest;
}

function parity(byte: number): number {
  let bits = byte;
  for (const shift of [4, 2, 1]) bits ^= bits >> shift;
  return bits & 1;
}
