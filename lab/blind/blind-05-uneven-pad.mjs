import { module, stream } from "./parts.mjs";

export default module(
  "blind-uneven-pad",
  "keystream bytes are means of two draws, so middle values are likelier",
  ({ data }, key, undo) => {
    const draws = stream(2 * data.length, "pad", key);
    for (let i = 0; i < data.length; i++) {
      const pad = (draws[2 * i] + draws[2 * i + 1]) >> 1;
      data[i] += undo ? -pad : pad;
    }
  },
);
