/** Whether no sample exceeds `bits` bits; above 8 bits a sample is two bytes, big-endian. */
export function samplesFit(data: Uint8Array, bits: number): boolean {
  if (bits === 8 || bits === 16) return true;
  const unused = 0xff & ~((1 << (bits > 8 ? bits - 8 : bits)) - 1);
  for (let i = 0; i < data.length; i += bits > 8 ? 2 : 1) {
    if ((data[i]! & unused) !== 0) return false;
  }
  return true;
}
