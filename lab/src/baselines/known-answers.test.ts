import { ecb } from "@noble/ciphers/aes.js";
import type { Cipher } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { aes256Cbc, aes256Ctr, aes256Ecb, aes256Gcm } from "./aes.ts";
import { chacha20Poly1305 } from "./chacha20-poly1305.ts";
import { singleDes, tripleDes } from "./des.ts";
import { addRc4 } from "./rc4.ts";

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

/** Encrypts a plain text as a row of samples; both directions. */
async function answer(cipher: Cipher, key: string, plain: string): Promise<readonly string[]> {
  const [nativeKey, data] = [bytes(key), bytes(plain)];
  const raster = { width: data.length, height: 1, channels: 1, bytesPerSample: 1, data } as const;
  const keyVector = await cipher.encrypt(raster, nativeKey);
  const result = [data, keyVector].map((part) => Buffer.from(part).toString("hex"));
  expect(await cipher.decrypt(raster, nativeKey, keyVector)).toEqual(keyVector);
  expect(Buffer.from(data).toString("hex")).toBe(plain);
  return result;
}

const key256 = "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4";
const block = "00112233445566778899aabbccddeeff";
const counting = Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("hex");

// SP 800-38A, appendix F: the four blocks of every mode.
const plain256 = `6bc1bee22e409f96e93d7e117393172a\
ae2d8a571e03ac9c9eb76fac45af8e51\
30c81c46a35ce411e5fbc1191a0a52ef\
f69f2445df4f9b17ad2b417be66c3710`;

test("FIPS 197: AES-128 and AES-256 of one block", async () => {
  const library = ecb(bytes(counting.slice(0, 32)), { disablePadding: true });
  expect(Buffer.from(library.encrypt(bytes(block))).toString("hex")).toBe(
    "69c4e0d86a7b0430d8cdb78070b4c55a",
  );
  expect(await answer(aes256Ecb, counting, block)).toEqual([
    "8ea2b7ca516745bfeafc49904b496089",
    "",
  ]);
});

test("SP 800-38A F.5.5: AES-256-CTR", async () => {
  const [cipher] = await answer(aes256Ctr, `${key256}f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff`, plain256);
  expect(cipher).toBe(
    "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5\
2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6",
  );
});

test("SP 800-38A F.2.5: AES-256-CBC", async () => {
  const [cipher] = await answer(aes256Cbc, `${key256}000102030405060708090a0b0c0d0e0f`, plain256);
  expect(cipher).toBe(
    "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d\
39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
  );
});

test("AES-256-GCM of a block of zeros under key and nonce zero", async () => {
  expect(await answer(aes256Gcm, "00".repeat(44), "00".repeat(16))).toEqual([
    "cea7403d4d606b6e074ec5d3baf39d18",
    "d0d1c8a799996bf0265b98b5d48ab919",
  ]);
});

test("RFC 8439, 2.4.2: ChaCha20 from block 1", async () => {
  const plain = Buffer.from(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  ).toString("hex");
  const [cipher] = await answer(chacha20Poly1305, `${counting}000000000000004a00000000`, plain);
  expect(cipher!.slice(0, 32)).toBe("6e2e359a2568f98041ba0728dd0d6981");
  expect(cipher!.slice(-4)).toBe("874d");
});

test("DES, and 3DES with three equal keys", async () => {
  const [key, iv, plain] = ["133457799bbcdff1", "0000000000000000", "0123456789abcdef"];
  expect(await answer(singleDes, key + iv, plain)).toEqual(["85e813540f0ab405", ""]);
  expect(await answer(tripleDes, key + key + key + iv, plain)).toEqual(["85e813540f0ab405", ""]);
});

test("RC4 of Plaintext under Key", () => {
  const data = new Uint8Array(Buffer.from("Plaintext"));
  addRc4(data, new Uint8Array(Buffer.from("Key")));
  expect(Buffer.from(data).toString("hex")).toBe("bbf316e8d940af0ad3");
});

test("RC4's second byte is 0 twice as often as it should be", () => {
  const trials = 60_000;
  let zeros = 0;
  for (let trial = 0; trial < trials; trial++) {
    const key = new Uint8Array(16);
    // Spread over the key: counters in its first bytes alone are related keys.
    for (let i = 0; i < 16; i++) key[i] = (trial * 0x9e3779b1 + i * 0x85ebca6b) >>> ((i % 4) << 3);
    const data = new Uint8Array(2);
    addRc4(data, key);
    if (data[1] === 0) zeros++;
  }
  expect(zeros / trials).toBeGreaterThan(1.7 / 256);
  expect(zeros / trials).toBeLessThan(2.3 / 256);
});
