/** Bytes as letters, one each; fewer at the end of the file. */
export function letters(file: Uint8Array, offset: number, length: number = 4): string {
  return String.fromCharCode(...file.subarray(offset, offset + length));
}
