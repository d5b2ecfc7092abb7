import { hash, module, stream, wide, xor } from "./parts.mjs";

// The first bit says whether the rest is complemented before the wide cipher and again after it.
export default module(
  "blind-negative",
  "the negative of an image gives the negative of its result",
  ({ data }, key, undo) => {
    const pad = stream(data.length, "pad", key);
    const complement = () => {
      const sign = data[0] & 128;
      if (sign) xor(data, new Uint8Array(data.length).fill(255));
      return sign;
    };
    if (undo) xor(data, pad);
    const sign = complement();
    const rest = data.subarray(1);
    const mix = () => (data[0] ^= hash("first", rest, key)[0] & 127);
    if (undo) mix();
    wide(rest, undo, [key, data.subarray(0, 1)]);
    if (!undo) mix();
    if (sign) xor(data, new Uint8Array(data.length).fill(255));
    if (!undo) xor(data, pad);
  },
);
