import { ctr } from "@noble/ciphers/aes.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { mgf1, OAEP } from "micro-rsa-dsa-dh/rsa.js";
import { wholeImage, type Cipher } from "neuroveil/ciphers";
import { modulusBits, rsaKeyPair } from "./rsa-key-pair.ts";

const wrappedBytes = modulusBits / 8;
const seedBytes = 32;
const nonceBytes = 16;

type KeyPair = ReturnType<typeof rsaKeyPair>;

/** RSAES-OAEP with SHA-256, of at most 190 bytes at 2048 bits. */
export const oaep: ReturnType<typeof OAEP> = OAEP(sha256, mgf1(sha256));

/** Encrypting and decrypting an image needs the same pair: the last one is kept. */
let last: { readonly seed: Uint8Array; readonly pair: KeyPair } | undefined;

function keptKeyPair(key: Uint8Array): KeyPair {
  const seed = key.subarray(0, seedBytes);
  if (last === undefined || last.seed.some((byte, i) => byte !== seed[i]))
    last = { seed: seed.slice(), pair: rsaKeyPair(seed) };
  return last.pair;
}

/**
 * Every image and nonce has a session key of its own; a random one would make runs unrepeatable. The
 * native key is the HMAC's key, nonce included.
 */
function sessionKey(data: Uint8Array, key: Uint8Array): Uint8Array {
  return hmac(sha256, key, data);
}

/** The counter may start at 0, as no session key serves two images. */
function addMask(data: Uint8Array, session: Uint8Array): void {
  data.set(ctr(session, new Uint8Array(16)).encrypt(data));
}

function unwrap(wrapped: Uint8Array, pair: KeyPair): Uint8Array | undefined {
  try {
    const session = oaep.decrypt(pair.privateKey, wrapped);
    return session.length === 32 ? session : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Hybrid encryption: RSA wraps a session key, AES-256-CTR encrypts the image. RSA itself is no cipher
 * for images: block by block it would be a codebook, or with OAEP a third longer than the image.
 *
 * The key vector is the wrapped key. Decrypting returns it only where the session key computed from
 * the result is the one that was unwrapped; else it returns zeros, and with a key vector that
 * does not open the bytes stay as they are.
 */
export const rsaOaep: Cipher = wholeImage({
  id: "rsa-oaep",
  family: "baseline",
  status: "baseline",
  source: "RFC 8017, section 7.1, with SHA-256, wrapping a key for AES-256-CTR (SP 800-38A)",
  parameters: { modulusBits },
  nativeKey: {
    bytes: seedBytes + nonceBytes,
    nonceBytes,
    description:
      "32 bytes of seed that the RSA-2048 key pair is generated from, then 16 bytes of nonce, which is public; step 1 bit",
    slow: true,
  },
  keySpace: "2^256 seeds; factoring the modulus takes about 2^112 work",
  keyVectorBytes: wrappedBytes,
  encryptBytes: (data, key) => {
    const session = sessionKey(data, key);
    addMask(data, session);
    return oaep.encrypt(keptKeyPair(key).publicKey, session);
  },
  decryptBytes: (data, key, wrapped) => {
    const session = unwrap(wrapped, keptKeyPair(key));
    if (session === undefined) return new Uint8Array(wrappedBytes);
    addMask(data, session);
    const expected = sessionKey(data, key);
    return expected.every((byte, i) => byte === session[i])
      ? wrapped.slice()
      : new Uint8Array(wrappedBytes);
  },
});
