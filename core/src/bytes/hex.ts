import { NeuroveilError } from "../errors.ts";

/** Lower-case hexadecimal digits, two a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/**
 * Bytes from hexadecimal digits of either case.
 * @throws NeuroveilError "usage" when `text` is not exactly `length` bytes in hexadecimal
 */
export function fromHex(text: string, length: number, what: string): Uint8Array<ArrayBuffer> {
  if (text.length !== 2 * length || !/^[0-9a-fA-F]*$/.test(text)) {
    throw new NeuroveilError("usage", {
      expected: `${what} of ${2 * length} hexadecimal digits`,
      got: `${text.length} characters`,
    });
  }
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
