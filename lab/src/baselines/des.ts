import des from "des.js";
import { wholeImage, type Cipher } from "neuroveil/ciphers";
import { chainDecrypt, chainEncrypt, type BlockChaining } from "./block-chaining.ts";

const blockBytes = 8;
const ivDescription =
  "then 8 bytes of IV, which is public; the lowest bit of each key byte is unused";

/** 56-bit keys: searched through in days since 1998. */
export const singleDes: Cipher = desCipher(des.DES, 8, {
  id: "des",
  source: "FIPS 46-3 in CBC mode with residual block termination; withdrawn: keys of 56 bits",
  nativeKey: {
    bytes: 16,
    nonceBytes: blockBytes,
    description: `8 bytes of DES key, ${ivDescription}`,
  },
  keySpace: "2^56 keys; the public IV adds none",
});

/** Three keys, encrypt-decrypt-encrypt; blocks of 64 bits repeat after some 2^32. */
export const tripleDes: Cipher = desCipher(des.EDE, 24, {
  id: "3des",
  source: "NIST SP 800-67 with three keys, in CBC mode with residual block termination",
  nativeKey: {
    bytes: 32,
    nonceBytes: blockBytes,
    description: `24 bytes of three DES keys, ${ivDescription}`,
  },
  keySpace: "2^168 keys, 2^112 work by meeting in the middle; the public IV adds none",
});

function desCipher(
  block: typeof des.DES,
  keyBytes: number,
  row: Pick<Cipher, "id" | "source" | "nativeKey" | "keySpace">,
): Cipher {
  const cbc = des.CBC.instantiate(block);
  const chaining = (nativeKey: Uint8Array): BlockChaining => {
    const [key, iv] = [nativeKey.subarray(0, keyBytes), nativeKey.subarray(keyBytes)];
    return {
      blockBytes,
      iv,
      encrypt: (blocks) =>
        through(cbc.create({ type: "encrypt", key, iv, padding: false }), blocks),
      decrypt: (blocks) =>
        through(cbc.create({ type: "decrypt", key, iv, padding: false }), blocks),
      encryptBlock: (one) => through(block.create({ type: "encrypt", key, padding: false }), one),
    };
  };
  return wholeImage({
    ...row,
    family: "baseline",
    status: "baseline",
    parameters: { keyBits: keyBytes * 7 },
    encryptBytes: (data, key) => chainEncrypt(data, chaining(key)),
    decryptBytes: (data, key) => chainDecrypt(data, chaining(key)),
  });
}

/** des.js answers in arrays of numbers, eight bytes and more a number: a piece at a time. */
function through(cipher: ReturnType<typeof des.DES.create>, blocks: Uint8Array): Uint8Array {
  const pieceBytes = 1 << 16;
  const result = new Uint8Array(blocks.length);
  let at = 0;
  const take = (piece: readonly number[]): void => {
    result.set(piece, at);
    at += piece.length;
  };
  for (let start = 0; start < blocks.length; start += pieceBytes)
    take(cipher.update(blocks.subarray(start, start + pieceBytes)));
  // A decryption holds its last block back until the end.
  take(cipher.final());
  return result;
}
