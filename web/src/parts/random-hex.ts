import { toHex } from "neuroveil/internal/bytes";

/** 32 random bytes as 64 hexadecimal digits: a content key. */
export function randomHex(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(32)));
}
