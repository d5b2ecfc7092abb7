/**
 * Text as PNG takes it, without zero bytes; those at its end are how some programs end or fill up text.
 * @returns undefined when there is a zero byte within
 */
export function withoutZeros(bytes: Uint8Array): Uint8Array | undefined {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const text = bytes.subarray(0, end);
  return text.includes(0) ? undefined : text;
}

/** Whether bytes are UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
