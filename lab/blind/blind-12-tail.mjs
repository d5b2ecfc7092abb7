import { module, wide } from "./parts.mjs";

export default module(
  "blind-tail",
  "a sound wide cipher over whole kilobytes (1000 bytes): the rest stays as it is",
  ({ data }, key, undo) => wide(data.subarray(0, data.length - (data.length % 1000)), undo, [key]),
);
