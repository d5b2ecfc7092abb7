import { NeuroveilError } from "neuroveil/errors";

/** Bytes of exactly `length` from hex digits of either case, or undefined. */
export function bytesFromHex(text: string, length: number): Uint8Array | undefined {
  if (text.length !== 2 * length || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** The value of a `--key` flag of the laboratory: 32 bytes. */
export function parseKeyFlag(value: string): Uint8Array {
  const key = bytesFromHex(value, 32);
  if (key === undefined) {
    // Commander's own complaint would repeat the key.
    throw new NeuroveilError("usage", {
      expected: "64 hex digits after --key",
      got: `${value.length} characters`,
      todo: "give 32 bytes in hex",
    });
  }
  return key;
}
