import type { Cipher } from "neuroveil/ciphers";
import { weakCipher } from "./weak-cipher.ts";

/** For images with an alpha channel: it holds something that it should not. */
export const alpha: readonly Cipher[] = [
  weakCipher({
    id: "alpha-is-plain-red",
    source: "alpha is red in clear",
    spoil: ({ plain, data }) => {
      for (let i = 0; i < data.length; i += 4) data[i + 3] = plain[i]!;
    },
  }),
  weakCipher({
    id: "alpha-is-red-and-green",
    source: "alpha is red in clear, XORed with green of the cipher image",
    spoil: ({ plain, data }) => {
      for (let i = 0; i < data.length; i += 4) data[i + 3] = plain[i]! ^ data[i + 1]!;
    },
  }),
];
