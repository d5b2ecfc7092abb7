import { wholeImage, type Cipher } from "neuroveil/ciphers";
import { drawPermutation, permute, unpermute } from "neuroveil/internal/layers";
import { keyedWords } from "../random/keyed-words.ts";

/** Bytes change places and nothing else: the histogram stays, and a few index images give all places. */
export const permutationOnly: Cipher = wholeImage({
  id: "permutation-only",
  family: "control",
  status: "known-weak",
  source:
    "the permutation-only model of Jolfaei, Wu, Muthukkumarasamy 2016: one keyed permutation of all bytes; weak: log_256 of their number chosen images recover it",
  parameters: {},
  nativeKey: {
    bytes: 32,
    nonceBytes: 0,
    description: "32 bytes of ChaCha20 key that draws the permutation; step 1 bit",
  },
  keySpace: "2^256 keys, at most n! permutations of n bytes; two or three chosen images need none",
  encryptBytes: (data, key) => permute(data, drawPermutation(data.length, keyedWords(key))),
  decryptBytes: (data, key) => unpermute(data, drawPermutation(data.length, keyedWords(key))),
});
