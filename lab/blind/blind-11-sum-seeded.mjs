import { module, stream, xor } from "./parts.mjs";

const sum = (data) => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(
    0,
    data.reduce((total, byte) => total + byte, 0),
  );
  return new Uint8Array(view.buffer);
};

// Any change of the sum changes all of the result; an exchange of two samples changes just these.
export default module(
  "blind-sum-seeded",
  "the keystream depends on key, nonce and the sum of the image's bytes",
  () => {},
  {
    keyVectorBytes: 4,
    encrypt: async ({ data }, key) => {
      const seed = sum(data);
      xor(data, stream(data.length, "pad", seed, key));
      return seed;
    },
    decrypt: async ({ data }, key, seed) => {
      xor(data, stream(data.length, "pad", seed, key));
      return sum(data);
    },
  },
);
