import { module, wide } from "./parts.mjs";

// Bytes 64 k stay; the others move together, are encrypted, and go back.
export default module(
  "blind-one-in-64",
  "a sound wide cipher that passes over every 64th byte",
  ({ data }, key, undo) => {
    const others = new Uint8Array(data.length - Math.ceil(data.length / 64));
    for (let i = 0, at = 0; i < data.length; i++) if (i % 64 !== 0) others[at++] = data[i];
    wide(others, undo, [key]);
    for (let i = 0, at = 0; i < data.length; i++) if (i % 64 !== 0) data[i] = others[at++];
  },
);
