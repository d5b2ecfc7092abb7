import { module, wide } from "./parts.mjs";

export default module(
  "blind-short-nonce",
  "a sound wide cipher that takes four bits of its nonce",
  ({ data }, key, undo) => wide(data, undo, [key.subarray(0, 32), Uint8Array.of(key[47] & 15)]),
);
