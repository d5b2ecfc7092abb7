import { chacha20, chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { wholeImage, type Cipher } from "neuroveil/ciphers";

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The tag is the key vector, as with AES-GCM: decrypting computes it again from what came out. */
export const chacha20Poly1305: Cipher = wholeImage({
  id: "chacha20-poly1305",
  family: "baseline",
  status: "baseline",
  source: "RFC 8439, section 2.8",
  parameters: { keyBits: 256, tagBytes },
  nativeKey: {
    bytes: keyBytes + nonceBytes,
    nonceBytes,
    description: "32 bytes of ChaCha20 key, then 12 bytes of nonce, which is public; step 1 bit",
  },
  keySpace: "2^256 keys; the public nonce adds none",
  keyVectorBytes: tagBytes,
  encryptBytes: (data, key) => {
    const sealed = seal(data, key);
    data.set(sealed.subarray(0, data.length));
    return sealed.slice(data.length);
  },
  decryptBytes: (data, key) => {
    // Block 0 of the keystream is the tag's key; the data begins with block 1.
    data.set(chacha20(key.slice(0, keyBytes), key.slice(keyBytes), data.slice(), undefined, 1));
    return seal(data, key).slice(data.length);
  },
});

function seal(data: Uint8Array, key: Uint8Array): Uint8Array {
  return chacha20poly1305(key.slice(0, keyBytes), key.slice(keyBytes)).encrypt(data);
}
