// What the blind ciphers are built from: sound parts, so that each has the one flaw its file names.
import { createCipheriv, createHash } from "node:crypto";

/** SHA-256 of labels and bytes. */
export const hash = (...parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return new Uint8Array(sum.digest());
};

/** `length` bytes of AES-256-CTR under SHA-256(label, secret…). */
export const stream = (length, label, ...secret) => {
  const cipher = createCipheriv("aes-256-ctr", hash(label, ...secret), new Uint8Array(16));
  return new Uint8Array(cipher.update(new Uint8Array(length)));
};

/** A keyed order of 0 … length − 1 (Fisher–Yates). */
export const order = (length, label, ...secret) => {
  const draws = new DataView(stream(4 * length + 4, label, ...secret).buffer);
  const at = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor((draws.getUint32(4 * i) / 2 ** 32) * (i + 1));
    [at[i], at[j]] = [at[j], at[i]];
  }
  return at;
};

/** data ^= pad, in the bits of `mask`. */
export const xor = (data, pad, mask = 255) => {
  for (let i = 0; i < data.length; i++) data[i] ^= pad[i] & mask;
};

/** A wide block cipher over all of `data` (LIONESS, Anderson and Biham 1996), in the bits of `mask`; `undo` inverts. */
export const wide = (data, undo, secret, mask = 255) => {
  const cut = Math.min(32, data.length >> 1);
  const left = data.subarray(0, cut);
  const right = data.subarray(cut);
  const seen = (part) => (mask === 255 ? part : part.map((byte) => byte & mask));
  const rounds = [
    () => xor(right, stream(right.length, "1", seen(left), ...secret), mask),
    () => xor(left, hash("2", seen(right), ...secret), mask),
    () => xor(right, stream(right.length, "3", seen(left), ...secret), mask),
    () => xor(left, hash("4", seen(right), ...secret), mask),
  ];
  if (undo) rounds.reverse();
  for (const round of rounds) round();
};

/** A cipher module of 32 secret bytes and a nonce of 16, from one function that works in place both ways. */
export const module = (id, source, work, more = {}) => ({
  id,
  family: "control",
  status: "known-weak",
  lossless: true,
  source,
  parameters: {},
  nativeKey: { bytes: 48, nonceBytes: 16, description: "32 secret bytes, 16 of a nonce; step 1" },
  keySpace: "2^256",
  keyVectorBytes: 0,
  tileRows: 0,
  encrypt: async (raster, key) => (work(raster, key, false), new Uint8Array()),
  decrypt: async (raster, key) => (work(raster, key, true), new Uint8Array()),
  ...more,
});
