import { module, wide } from "./parts.mjs";

export default module(
  "blind-half-key",
  "a sound wide cipher that takes 16 of its 32 key bytes",
  ({ data }, key, undo) => wide(data, undo, [key.subarray(0, 16), key.subarray(32)]),
);
