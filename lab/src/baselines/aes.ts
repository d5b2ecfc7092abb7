import { cbc, ctr, ecb, gcm } from "@noble/ciphers/aes.js";
import { maskCipher, wholeImage, type Cipher } from "neuroveil/ciphers";
import { chainDecrypt, chainEncrypt, type BlockChaining } from "./block-chaining.ts";

const keyBytes = 32;
const blockBytes = 16;
const gcmNonceBytes = 12;
const keySpace = "2^256 keys; the public nonce adds none";

/**
 * AES-256 in Galois/counter mode. The tag is the key vector: decrypting computes it again from what
 * came out, and the caller refuses the image when it differs, as with every other key vector.
 */
export const aes256Gcm: Cipher = wholeImage({
  id: "aes-256-gcm",
  family: "baseline",
  status: "baseline",
  source: "FIPS 197 and NIST SP 800-38D",
  parameters: { keyBits: 256, tagBytes: blockBytes },
  nativeKey: {
    bytes: keyBytes + gcmNonceBytes,
    nonceBytes: gcmNonceBytes,
    description: "32 bytes of AES key, then 12 bytes of nonce, which is public; step 1 bit",
  },
  keySpace,
  keyVectorBytes: blockBytes,
  encryptBytes: (data, key) => {
    const sealed = galoisCounter(key).encrypt(data);
    data.set(sealed.subarray(0, data.length));
    return sealed.slice(data.length);
  },
  decryptBytes: (data, key) => {
    // The data's first counter block is the nonce and the number 2; 1 belongs to the tag.
    const counter = new Uint8Array(blockBytes);
    counter.set(key.subarray(keyBytes));
    counter[blockBytes - 1] = 2;
    data.set(ctr(key.subarray(0, keyBytes), counter).decrypt(data));
    return galoisCounter(key).encrypt(data).slice(data.length);
  },
});

function galoisCounter(key: Uint8Array): ReturnType<typeof gcm> {
  return gcm(key.subarray(0, keyBytes), key.subarray(keyBytes));
}

export const aes256Ctr: Cipher = maskCipher({
  id: "aes-256-ctr",
  family: "baseline",
  status: "baseline",
  source: "FIPS 197 and NIST SP 800-38A, section 6.5",
  parameters: { keyBits: 256 },
  nativeKey: {
    bytes: keyBytes + blockBytes,
    nonceBytes: blockBytes,
    description:
      "32 bytes of AES key, then 16 bytes of first counter block, which is public; step 1 bit",
  },
  keySpace,
  addMask: (data, key) => {
    data.set(ctr(key.subarray(0, keyBytes), key.subarray(keyBytes)).encrypt(data));
  },
});

export const aes256Cbc: Cipher = wholeImage({
  id: "aes-256-cbc",
  family: "baseline",
  status: "baseline",
  source: "FIPS 197 and NIST SP 800-38A, section 6.2, with residual block termination",
  parameters: { keyBits: 256 },
  nativeKey: {
    bytes: keyBytes + blockBytes,
    nonceBytes: blockBytes,
    description: "32 bytes of AES key, then 16 bytes of IV, which is public; step 1 bit",
  },
  keySpace,
  encryptBytes: (data, key) => chainEncrypt(data, aesChaining(key)),
  decryptBytes: (data, key) => chainDecrypt(data, aesChaining(key)),
});

function aesChaining(key: Uint8Array): BlockChaining {
  const [aesKey, iv] = [key.subarray(0, keyBytes), key.subarray(keyBytes)];
  const options = { disablePadding: true };
  return {
    blockBytes,
    iv,
    encrypt: (blocks) => cbc(aesKey, iv, options).encrypt(blocks),
    decrypt: (blocks) => cbc(aesKey, iv, options).decrypt(blocks),
    encryptBlock: (block) => ecb(aesKey, options).encrypt(block),
  };
}

/** Equal blocks of the image stay equal: what shows in the cipher image is the control's point. */
export const aes256Ecb: Cipher = wholeImage({
  id: "aes-256-ecb",
  family: "control",
  status: "known-weak",
  source:
    "FIPS 197 and NIST SP 800-38A, section 6.1, with residual block termination; weak: equal blocks encrypt alike",
  parameters: { keyBits: 256 },
  nativeKey: { bytes: keyBytes, nonceBytes: 0, description: "32 bytes of AES key; step 1 bit" },
  keySpace: "2^256 keys, of which a codebook needs none",
  encryptBytes: (data, key) => chainEncrypt(data, aesCodebook(key)),
  decryptBytes: (data, key) => chainDecrypt(data, aesCodebook(key)),
});

function aesCodebook(key: Uint8Array): BlockChaining {
  const codebook = ecb(key, { disablePadding: true });
  return {
    blockBytes,
    iv: new Uint8Array(blockBytes),
    encrypt: (blocks) => ecb(key, { disablePadding: true }).encrypt(blocks),
    decrypt: (blocks) => ecb(key, { disablePadding: true }).decrypt(blocks),
    encryptBlock: (block) => codebook.encrypt(block),
  };
}
