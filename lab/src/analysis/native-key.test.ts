import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { aes256Ctr } from "../baselines/aes.ts";
import { canary } from "../baselines/canary.ts";
import { logistic } from "../baselines/logistic.ts";
import { changedKeys, keysAsUsed, nativeKeyFrom, otherKeys } from "./native-key.ts";

/** How many bytes two keys have differently. */
function distance(a: Uint8Array, b: Uint8Array): number {
  return a.filter((byte, i) => byte !== b[i]).length;
}

test("every byte of a key is flipped once, its nonce never", async () => {
  const key = await nativeKeyFrom(aes256Ctr, new Uint8Array(32).fill(1));
  const changed = changedKeys(aes256Ctr, key, 512);
  const flipped = changed.slice(0, 32);
  for (const [i, other] of flipped.entries())
    expect(distance(other, key) === 1 && other[i] === (key[i]! ^ 255)).toBe(true);
  // Reversed, rotated by one and by half, neighbours exchanged, all flipped.
  expect(changed).toHaveLength(32 + 5);
  for (const other of changed) expect(other.subarray(32)).toEqual(key.subarray(32));
  for (const other of changed.slice(32, 36))
    expect(other.slice(0, 32).toSorted()).toEqual(key.slice(0, 32).toSorted());
});

test("long keys are tried at some of their bytes, short ones in no order that is the same", async () => {
  const hybrid = cipherById("hybrid");
  const long = await nativeKeyFrom(hybrid, new Uint8Array(32).fill(1));
  expect(changedKeys(hybrid, long, 64)).toHaveLength(64 + 5);
  const short = Uint8Array.of(7, 7, ...new Uint8Array(12));
  expect(changedKeys(canary, short, 512)).toHaveLength(2 + 1);
});

test("bytes of which no bit counts are left alone", async () => {
  const key = await nativeKeyFrom(logistic, new Uint8Array(32).fill(1));
  const changed = changedKeys(logistic, key, 512);
  expect(changed).toHaveLength(14);
  for (const other of changed) expect([other[7], other[15]]).toEqual([key[7], key[15]]);
});

test("other keys are all different, and can be had again; a nonce is another one for every image", async () => {
  const key = await nativeKeyFrom(aes256Ctr, new Uint8Array(32).fill(1));
  const others = [...otherKeys(aes256Ctr, key, 3, 0), ...otherKeys(aes256Ctr, key, 2, 1)];
  for (const [i, other] of others.entries())
    for (const another of [key, ...others.slice(0, i)])
      expect(distance(other, another)).toBeGreaterThan(40);
  expect(otherKeys(aes256Ctr, key, 1, 1)[0]).toEqual(others[3]);
  const used = keysAsUsed(aes256Ctr, key, 2, 0);
  for (const [i, other] of used.entries()) {
    expect(other.subarray(0, 32)).toEqual(key.subarray(0, 32));
    expect(other.subarray(32)).toEqual(others[i]!.subarray(32));
  }
  const hybrid = cipherById("hybrid");
  const long = await nativeKeyFrom(hybrid, new Uint8Array(32).fill(1));
  expect(distance(keysAsUsed(hybrid, long, 1, 0)[0]!, long)).toBeGreaterThan(350);
});
