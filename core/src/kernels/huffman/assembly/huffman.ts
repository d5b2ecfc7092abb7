// The two loops of coding bytes by how often they come (RFC 1951, section 3.2): counting, and putting
// codes one behind another.

/** Four tables in turn, so that equal neighbours need not wait for one another. */
const TABLE: usize = 256 * 4;

/** Counts bytes, into 256 words at `counts`; behind them is room for three tables more. */
export function count(bytes: usize, length: usize, counts: usize): void {
  memory.fill(counts, 0, 4 * TABLE);
  const end = bytes + length;
  for (; bytes + 4 <= end; bytes += 4) {
    const four = load<u32>(bytes);
    increment(counts, four & 255);
    increment(counts + TABLE, (four >> 8) & 255);
    increment(counts + 2 * TABLE, (four >> 16) & 255);
    increment(counts + 3 * TABLE, four >> 24);
  }
  for (; bytes < end; bytes++) increment(counts, load<u8>(bytes));
  for (let at = counts; at < counts + TABLE; at += 16) {
    const first = i32x4.add(v128.load(at), v128.load(at + TABLE));
    const second = i32x4.add(v128.load(at + 2 * TABLE), v128.load(at + 3 * TABLE));
    v128.store(at, i32x4.add(first, second));
  }
}

@inline
function increment(table: usize, byte: u32): void {
  const at = table + (<usize>byte << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** A code's bits, first one lowest, and above them how many there are: 12 at the most. */
@inline
function entry(codes: usize, byte: u32): u32 {
  return load<u32>(codes + (<usize>byte << 2));
}

/**
 * Puts the codes of bytes behind what stands before bit `position` of the memory, eight bits a byte
 * from the lowest; up to eight bytes behind the end are written.
 * @returns the bit behind the last code
 */
export function code(bytes: usize, length: usize, codes: usize, position: u32): u32 {
  let output: usize = position >> 3;
  let bits = <u64>(position & 7);
  let held = <u64>load<u8>(output) & ((1 << bits) - 1);
  const end = bytes + length;
  for (; bytes + 4 <= end; bytes += 4) {
    const four = load<u32>(bytes);
    const a = entry(codes, four & 255), b = entry(codes, (four >> 8) & 255);
    const c = entry(codes, (four >> 16) & 255), d = entry(codes, four >> 24);
    // Two and two: each pair is put together before it is known where it goes.
    held |= (<u64>(a & 0xffff) | (<u64>(b & 0xffff) << (a >> 16))) << bits;
    bits += (a >> 16) + (b >> 16);
    held |= (<u64>(c & 0xffff) | (<u64>(d & 0xffff) << (c >> 16))) << bits;
    bits += (c >> 16) + (d >> 16);
    // 7 + 4 × 12 bits at the most.
    store<u64>(output, held);
    output += <usize>(bits >> 3);
    held >>= bits & 56;
    bits &= 7;
  }
  for (; bytes < end; bytes++) {
    const one = entry(codes, load<u8>(bytes));
    held |= <u64>(one & 0xffff) << bits;
    bits += one >> 16;
    store<u64>(output, held);
    output += <usize>(bits >> 3);
    held >>= bits & 56;
    bits &= 7;
  }
  store<u8>(output, <u8>held);
  return (<u32>output << 3) | <u32>bits;
}
