import { module, wide } from "./parts.mjs";

export default module(
  "blind-low-bit",
  "a sound wide cipher that leaves the lowest bit of every byte as it is",
  ({ data }, key, undo) => wide(data, undo, [key], 0xfe),
);
