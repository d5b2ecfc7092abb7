import { module, order, stream, xor } from "./parts.mjs";

// Four rounds of: keyed order of the bytes, then each byte takes in the rotated one before it.
export default module(
  "blind-affine",
  "diffuses well, but only by shuffles, rotations and XOR: affine over GF(2)",
  ({ data }, key, undo) => {
    const rotate = (byte) => ((byte << 3) | (byte >> 5)) & 255;
    const pad = stream(data.length, "pad", key);
    if (undo) xor(data, pad);
    for (let round = 0; round < 4; round++) {
      const to = order(data.length, `round ${undo ? 3 - round : round}`, key);
      const before = data.slice();
      if (undo) {
        for (let i = 1; i < data.length; i++) before[i] ^= rotate(data[i - 1]);
        for (let i = 0; i < data.length; i++) data[i] = before[to[i]];
      } else {
        for (let i = 0; i < data.length; i++) data[to[i]] = before[i];
        for (let i = 1; i < data.length; i++) data[i] ^= rotate(data[i - 1]);
      }
    }
    if (!undo) xor(data, pad);
  },
);
