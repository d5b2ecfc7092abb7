import { module, stream, xor } from "./parts.mjs";

export default module(
  "blind-sound-stream",
  "AES-256-CTR under a fresh nonce: the negative control of the keystreams",
  ({ data }, key) => xor(data, stream(data.length, "pad", key)),
);
