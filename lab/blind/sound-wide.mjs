import { module, wide } from "./parts.mjs";

export default module(
  "blind-sound-wide",
  "LIONESS under a fresh nonce: the negative control of the wide ciphers",
  ({ data }, key, undo) => wide(data, undo, [key]),
);
