// CRC-32 (ISO 3309, reflected) sixteen bytes at a time ("slicing", Kounavis and Berry 2005).

import { INPUT } from "./input";

/** Remainders of every byte followed by 0 to 15 zero bytes: the row for k zeros has 256 words. */
const TABLE: usize = 16384;

@inline
function remainder(zeros: usize, byte: u32): u32 {
  return load<u32>(TABLE + ((zeros << 8) + <usize>byte << 2));
}

/** Makes the table; once, before the first checksum. */
export function prepare(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    store<u32>(TABLE + (<usize>byte << 2), value);
  }
  for (let i: usize = 256; i < 16 * 256; i++) {
    const previous = load<u32>(TABLE + (i - 256 << 2));
    store<u32>(TABLE + (i << 2), remainder(0, previous & 255) ^ (previous >>> 8));
  }
}

/** The remainders of four bytes that are followed by `zeros` of them. */
@inline
function four(zeros: usize, bytes: u32): u32 {
  return (
    remainder(zeros + 3, bytes & 255) ^
    remainder(zeros + 2, (bytes >>> 8) & 255) ^
    remainder(zeros + 1, (bytes >>> 16) & 255) ^
    remainder(zeros, bytes >>> 24)
  );
}

export function crc32(seed: u32, length: usize): u32 {
  let crc = ~seed;
  let at = INPUT;
  const end = at + length;
  for (; at + 16 <= end; at += 16) {
    const rest = four(8, load<u32>(at, 4)) ^ four(4, load<u32>(at, 8)) ^ four(0, load<u32>(at, 12));
    crc = four(12, load<u32>(at) ^ crc) ^ rest;
  }
  for (; at < end; at++) crc = remainder(0, (crc ^ load<u8>(at)) & 255) ^ (crc >>> 8);
  return ~crc;
}
