import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
} from "node:crypto";
import { expect, test } from "vitest";
import { rsaKeyPair } from "./rsa-key-pair.ts";
import { oaep, rsaOaep } from "./rsa-oaep.ts";

const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" } as const;

function number(base64: string | undefined): bigint {
  return BigInt(`0x${Buffer.from(base64!, "base64url").toString("hex")}`);
}

function base64(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
}

test("keys wrapped here and by OpenSSL open on the other side", () => {
  const openssl = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n, e, d } = openssl.privateKey.export({ format: "jwk" });
  const key = new Uint8Array(32).fill(9);
  const ours = oaep.encrypt({ n: number(n), e: number(e) }, key);
  expect(new Uint8Array(privateDecrypt({ key: openssl.privateKey, ...padding }, ours))).toEqual(
    key,
  );
  const theirs = publicEncrypt({ key: openssl.publicKey, ...padding }, key);
  expect(oaep.decrypt({ n: number(n), d: number(d) }, new Uint8Array(theirs))).toEqual(key);
});

test("a seed always gives the same key pair of 2048 bits, and it holds 190 bytes", () => {
  const seed = new Uint8Array(32).fill(3);
  const { publicKey, privateKey } = rsaKeyPair(seed);
  expect(rsaKeyPair(seed)).toEqual({ publicKey, privateKey });
  expect(publicKey.n.toString(2)).toHaveLength(2048);
  const key = createPublicKey({
    key: { kty: "RSA", n: base64(publicKey.n), e: base64(publicKey.e) },
    format: "jwk",
  });
  const most = new Uint8Array(190).fill(7);
  const wrapped = publicEncrypt({ key, ...padding }, most);
  expect(oaep.decrypt(privateKey, new Uint8Array(wrapped))).toEqual(most);
  expect(() => oaep.encrypt(publicKey, new Uint8Array(191))).toThrow();
});

test("a changed image or wrapped key is not confirmed", async () => {
  const key = new Uint8Array(48).fill(5);
  const shape = { width: 30, height: 20, channels: 3, bytesPerSample: 1 } as const;
  const data = Uint8Array.from({ length: 1800 }, (_, i) => i >> 3);
  const keyVector = await rsaOaep.encrypt({ ...shape, data }, key);
  const image = data.slice();
  image[700]! ^= 1;
  expect(await rsaOaep.decrypt({ ...shape, data: image }, key, keyVector)).not.toEqual(keyVector);
  const altered = keyVector.slice();
  altered[200]! ^= 1;
  expect(await rsaOaep.decrypt({ ...shape, data }, key, altered)).not.toEqual(altered);
});
