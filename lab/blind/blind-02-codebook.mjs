import { module, stream, xor } from "./parts.mjs";

export default module(
  "blind-codebook",
  "a codebook of blocks of four bytes: equal blocks stay equal",
  ({ data }, key, undo) => {
    const tables = [0, 1, 2, 3].map(
      (round) => new Uint16Array(stream(2 << 16, `table ${round}`, key).buffer),
    );
    const end = data.length - (data.length % 4);
    for (let at = 0; at < end; at += 4) {
      let left = data[at] | (data[at + 1] << 8);
      let right = data[at + 2] | (data[at + 3] << 8);
      for (let round = 0; round < 4; round++) {
        const table = tables[undo ? 3 - round : round];
        [left, right] = [right, left ^ table[right]];
      }
      data.set([right & 255, right >> 8, left & 255, left >> 8], at);
    }
    xor(data.subarray(end), stream(4, "rest", key));
  },
);
