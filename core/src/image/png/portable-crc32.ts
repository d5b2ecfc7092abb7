/**
 * Remainders of every byte followed by 0 to 7 zero bytes, for the reflected polynomial of PNG; the
 * row for k zeros starts at 256 k.
 */
const table: Uint32Array = new Uint32Array(8 * 256);

for (let byte = 0; byte < 256; byte++) {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) {
    remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  }
  table[byte] = remainder;
}
for (let i = 256; i < table.length; i++) {
  const previous = table[i - 256]!;
  table[i] = table[previous & 255]! ^ (previous >>> 8);
}

/**
 * CRC-32 in plain JavaScript, eight bytes a step ("slicing-by-8", Kounavis and Berry 2005), for
 * platforms that offer none.
 */
export function portableCrc32(bytes: Uint8Array, seed: number): number {
  let crc = ~seed;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc =
      table[1792 + (crc & 255)]! ^
      table[1536 + ((crc >>> 8) & 255)]! ^
      table[1280 + ((crc >>> 16) & 255)]! ^
      table[1024 + (crc >>> 24)]! ^
      table[768 + bytes[i + 4]!]! ^
      table[512 + bytes[i + 5]!]! ^
      table[256 + bytes[i + 6]!]! ^
      table[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
