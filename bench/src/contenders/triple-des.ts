import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Contender } from "../contender.ts";

/** Three-key triple DES in CBC mode of Node's OpenSSL: the old standard that papers compare with. */
export const tripleDes: Contender = {
  id: "3des",
  threads: 1,
  open({ data }) {
    const [key, iv] = [randomBytes(24), randomBytes(8)];
    let sealed: readonly Uint8Array[] = [];
    return {
      encrypt() {
        const cipher = createCipheriv("des-ede3-cbc", key, iv);
        sealed = [cipher.update(data), cipher.final()];
      },
      decrypt() {
        const decipher = createDecipheriv("des-ede3-cbc", key, iv);
        return [...sealed.map((part) => decipher.update(part)), decipher.final()];
      },
    };
  },
};
