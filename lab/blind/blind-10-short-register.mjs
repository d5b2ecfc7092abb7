import { hash, module } from "./parts.mjs";

export default module(
  "blind-short-register",
  "the keystream is a shift register of 24 bits: linear complexity 24",
  ({ data }, key) => {
    const [a, b, c] = hash("register", key);
    let state = (a << 16) | (b << 8) | c | 1;
    for (let i = 0; i < data.length; i++)
      for (let bit = 0; bit < 8; bit++) {
        const next = (state ^ (state >> 1) ^ (state >> 2) ^ (state >> 7)) & 1;
        data[i] ^= (state & 1) << bit;
        state = (state >> 1) | (next << 23);
      }
  },
);
