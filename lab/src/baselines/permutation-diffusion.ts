import { wholeImage, type Cipher } from "neuroveil/ciphers";
import { drawPermutation, permute, unpermute } from "neuroveil/internal/layers";
import { keyedWords } from "../random/keyed-words.ts";

interface Drawn {
  readonly permutation: Uint32Array;
  readonly keystream: Uint8Array;
}

function draw(key: Uint8Array, bytes: number): Drawn {
  const word = keyedWords(key);
  const permutation = drawPermutation(bytes, word);
  return { permutation, keystream: Uint8Array.from({ length: bytes }, word) };
}

/** c[i] = p[place(i)] + k[i] + c[i-1] modulo 256, with c[-1] = 0: one round, all of it linear. */
export const permutationDiffusion: Cipher = wholeImage({
  id: "permutation-diffusion",
  family: "control",
  status: "known-weak",
  source:
    "the model of the colour image cipher that Hu, Yu, Zhang 2020 broke: one permutation, one additive chain, neither dependent on the image; weak: two or three chosen images recover both",
  parameters: { rounds: 1 },
  nativeKey: {
    bytes: 32,
    nonceBytes: 0,
    description: "32 bytes of ChaCha20 key that draws permutation and keystream; step 1 bit",
  },
  keySpace: "2^256 keys, of which two or three chosen images need none",
  encryptBytes: (data, key) => {
    const { permutation, keystream } = draw(key, data.length);
    permute(data, permutation);
    for (let i = 0, before = 0; i < data.length; i++) {
      before = (data[i]! + keystream[i]! + before) & 255;
      data[i] = before;
    }
  },
  decryptBytes: (data, key) => {
    const { permutation, keystream } = draw(key, data.length);
    for (let i = data.length - 1; i >= 0; i--)
      data[i]! -= keystream[i]! + (i > 0 ? data[i - 1]! : 0);
    unpermute(data, permutation);
  },
});
