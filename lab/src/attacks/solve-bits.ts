/**
 * The affine map over GF(2) that takes inputs to outputs, by elimination over all pairs at once. Where
 * there is none, as for a cipher that is not affine, it is one that some of the pairs follow.
 *
 * @param inputs and `outputs` of as many bytes each; more pairs than they have bits
 */
export function solveBits(
  inputs: readonly Uint8Array[],
  outputs: readonly Uint8Array[],
): (input: Uint8Array) => Uint8Array {
  const bytes = inputs[0]!.length;
  // Bits of the input, a constant, and of the output, in words.
  const unknowns = 8 * bytes + 1;
  const left = (unknowns + 31) >> 5;
  const words = left + (bytes >> 2);
  const rows = inputs.map((input, i) => {
    const row = new Uint32Array(words);
    row.set(augmented(input, left));
    row.set(packed(outputs[i]!), left);
    return row;
  });
  const pivots: { readonly bit: number; readonly row: Uint32Array }[] = [];
  for (let bit = 0; bit < unknowns; bit++) {
    const has = (row: Uint32Array): boolean => ((row[bit >> 5]! >>> (bit & 31)) & 1) === 1;
    const at = rows.findIndex((row, i) => i >= pivots.length && has(row));
    if (at === -1) continue;
    const row = rows[at]!;
    rows[at] = rows[pivots.length]!;
    rows[pivots.length] = row;
    for (const other of rows)
      if (other !== row && has(other))
        for (let word = bit >> 5; word < words; word++) other[word]! ^= row[word]!;
    pivots.push({ bit, row });
  }
  return (input) => {
    const sum = new Uint32Array(words - left);
    const bits = augmented(input, left);
    for (const { bit, row } of pivots)
      if (((bits[bit >> 5]! >>> (bit & 31)) & 1) === 1)
        for (let word = 0; word < sum.length; word++) sum[word]! ^= row[left + word]!;
    return new Uint8Array(sum.buffer);
  };
}

/** With a one behind its bits. */
function augmented(bytes: Uint8Array, words: number): Uint32Array {
  const bits = new Uint32Array(words);
  bits.set(packed(bytes));
  bits[(8 * bytes.length) >> 5]! |= 1 << ((8 * bytes.length) & 31);
  return bits;
}

/** In the byte order of the machine, both ways. */
function packed(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}
