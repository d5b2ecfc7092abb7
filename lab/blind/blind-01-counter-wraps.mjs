import { module, stream, xor } from "./parts.mjs";

export default module(
  "blind-counter-wraps",
  "a counter of eight bits: the keystream repeats after 4096 bytes",
  ({ data }, key) => {
    const period = stream(4096, "ctr", key);
    for (let at = 0; at < data.length; at += 4096) xor(data.subarray(at, at + 4096), period);
  },
);
