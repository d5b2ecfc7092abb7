/** Bytes of a part for which Node recycles the memory of results: AES is fastest with it. */
export const partBytes = 262_144;

/** Views of `partBytes` bytes each, the last one shorter. */
export function parts(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, i) =>
    bytes.subarray(i * partBytes, (i + 1) * partBytes),
  );
}
