import type { Cipher, Raster } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { keyAsUsed, nativeKeyFrom } from "./native-key.ts";
import { checkOwnCipher } from "./own-cipher.ts";

const turn = ({ data }: Raster, key: Uint8Array, by: 1 | -1): Promise<Uint8Array> => {
  for (const [i, byte] of data.entries()) data[i] = byte + by * key[i % key.length]!;
  return Promise.resolve(new Uint8Array());
};

const forth = (raster: Raster, key: Uint8Array): Promise<Uint8Array> => turn(raster, key, 1);

const own: Cipher = {
  id: "own",
  family: "control",
  status: "known-weak",
  lossless: true,
  source: "made for this test",
  parameters: {},
  nativeKey: { bytes: 3, description: "three shifts" },
  keySpace: "2^24",
  keyVectorBytes: 0,
  tileRows: 0,
  encrypt: forth,
  decrypt: (raster, key) => turn(raster, key, -1),
};

test("a cipher that comes back is taken as it is, and so are all of ours", async () => {
  expect(await checkOwnCipher(own)).toBe(own);
  for (const cipher of baselines) expect(await checkOwnCipher(cipher)).toBe(cipher);
});

test("a cipher that loses something is taken when it says so", async () => {
  const lossy: Cipher = { ...own, lossless: false, decrypt: forth };
  expect(await checkOwnCipher(lossy)).toBe(lossy);
});

test("a key may be longer than one derivation gives, as a network's weights are", async () => {
  const bytes = 300_000;
  const weights: Cipher = { ...own, nativeKey: { bytes, description: "weights" } };
  expect(await checkOwnCipher(weights)).toBe(weights);
  const key = await nativeKeyFrom(weights, Uint8Array.of(1));
  expect(key).toHaveLength(bytes);
  const used = await keyAsUsed(weights, key, 0);
  expect(used).toHaveLength(bytes);
  // Nothing repeats: every part is derived on its own.
  expect(Buffer.from(key).indexOf(key.subarray(0, 16), 1)).toBe(-1);
  expect(Buffer.compare(used, await keyAsUsed(weights, key, 1))).not.toBe(0);
});

let calls = 0;

test.each<[string, unknown, RegExp]>([
  ["no object", 7, /expected an object .*, got 7/],
  ["nothing", undefined, /got nothing/],
  ["an id with spaces", { ...own, id: "my own" }, /"id" .*, got "my own"/],
  ["an id of a megabyte", { ...own, id: "a b".repeat(1e6) }, /^.{0,500}$/],
  ["another family", { ...own, family: "new" }, /"family" to be one of hybrid, .*, got "new"/],
  ["another status", { ...own, status: "best" }, /"status" .*, got "best"/],
  ["lossless as a text", { ...own, lossless: "yes" }, /"lossless" to be true or false/],
  ["no source", { ...own, source: " " }, /"source" to be a text/],
  ["a parameter that is an object", { ...own, parameters: { a: {} } }, /"parameters" to be/],
  ["a key without a length", { ...own, nativeKey: { description: "x" } }, /"nativeKey" to be/],
  ["a key of no bytes", { ...own, nativeKey: { ...own.nativeKey, bytes: 0 } }, /"nativeKey"/],
  ["no key space", { ...own, keySpace: undefined }, /"keySpace" to be a text, got nothing/],
  ["half a key vector byte", { ...own, keyVectorBytes: 0.5 }, /"keyVectorBytes" .*, got 0.5/],
  ["negative tile rows", { ...own, tileRows: -1 }, /"tileRows"/],
  ["weights without a hash", { ...own, weights: "abc" }, /"weights" to be 64 hex digits/],
  ["no encryption", { ...own, encrypt: undefined }, /"encrypt" to be a function, got nothing/],
  ["no decryption", { ...own, decrypt: "no" }, /"decrypt" to be a function/],
  ["a nonce for the record", { ...own, parameters: { nonceBytes: 3 } }, /in nativeKey/],
  [
    "a nonce as long as the key",
    { ...own, nativeKey: { ...own.nativeKey, nonceBytes: 3 } },
    /from 0 to 2/,
  ],
  [
    "an encryption that throws",
    { ...own, encrypt: () => Promise.reject(new Error("no such state")) },
    /to encrypt an image of 24×18×3 with 8 bits, got the error "no such state"/,
  ],
  [
    "an encryption that returns the image",
    { ...own, encrypt: ({ data }: Raster) => Promise.resolve(data) },
    /a Uint8Array of 0 bytes, the key vector, got one of 1296 bytes/,
  ],
  [
    "an encryption that returns nothing",
    { ...own, encrypt: () => Promise.resolve() },
    /a Uint8Array of 0 bytes, the key vector, got nothing/,
  ],
  [
    "an encryption that puts another array in the raster",
    {
      ...own,
      encrypt: (raster: { data: Uint8Array }) => {
        raster.data = raster.data.slice();
        return Promise.resolve(new Uint8Array());
      },
    },
    /raster\.data in place, got another array/,
  ],
  [
    "an encryption that changes the key",
    {
      ...own,
      encrypt: (raster: Raster, key: Uint8Array) => {
        key[0]! ^= 1;
        return turn(raster, key, 1);
      },
    },
    /to leave the key as it is/,
  ],
  [
    "an encryption that differs every time",
    {
      ...own,
      encrypt: (raster: Raster) => turn(raster, Uint8Array.of(++calls), 1),
    },
    /the same cipher image .* got another one; take what is random/,
  ],
  ["a decryption that does not undo it", { ...own, decrypt: forth }, /decrypt to undo/],
  [
    "a decryption for whole bytes alone",
    {
      ...own,
      decrypt: (raster: Raster, key: Uint8Array) =>
        raster.bytesPerSample === 2
          ? Promise.reject(new Error("8 bits only"))
          : turn(raster, key, -1),
    },
    /to decrypt an image of 7×5×1 with 16 bits, got the error "8 bits only"/,
  ],
  [
    "a key vector that is not found again",
    {
      ...own,
      keyVectorBytes: 1,
      encrypt: async (raster: Raster, key: Uint8Array) => {
        await turn(raster, key, 1);
        return Uint8Array.of(1);
      },
      decrypt: async (raster: Raster, key: Uint8Array) => {
        await turn(raster, key, -1);
        return Uint8Array.of(2);
      },
    },
    /to return the key vector that encrypt returned/,
  ],
])("%s is refused with a reason", async (_, candidate, message) => {
  const refusal = checkOwnCipher(candidate);
  await expect(refusal).rejects.toMatchObject({ code: "input" });
  await expect(refusal).rejects.toThrow(message);
  // One line that says what was expected, what came, and what to do.
  await expect(refusal).rejects.toThrow(
    /^a cipher of one's own: expected [^\n]*, got [^\n]*; [^\n]*$/,
  );
});
