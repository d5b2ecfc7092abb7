import { hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { deriveSubkeys, type SubkeyLabel } from "./subkeys.ts";

const contentKey = Uint8Array.from({ length: 32 }, (_, i) => i);
const nonce = Uint8Array.from({ length: 16 }, (_, i) => 255 - i);

test("subkeys are HKDF-SHA-256 of content key, nonce and the full label", async () => {
  const subkeys = await deriveSubkeys(contentKey, nonce, {
    cipher: "hybrid",
    protection: "sealed",
  });
  for (const length of [0, 1, 16, 32, 8160]) {
    const expected = hkdfSync(
      "sha256",
      contentKey,
      nonce,
      "neuroveil/v2/image/hybrid/sealed/native",
      length,
    );
    expect(await subkeys.bytes("native", length)).toEqual(new Uint8Array(expected));
  }
});

test("purpose, cipher, protection and nonce all separate subkeys", async () => {
  const labels: SubkeyLabel[] = ["header-mac", "native", "seal", "image-mac", "metadata"];
  const seen = new Set<string>();
  for (const salt of [nonce, nonce.toReversed()]) {
    for (const cipher of ["hybrid", "cnn-only"]) {
      for (const protection of ["sealed", "authenticated", "bare"]) {
        const subkeys = await deriveSubkeys(contentKey, salt, { cipher, protection });
        for (const label of labels) seen.add(String(await subkeys.bytes(label, 32)));
      }
    }
  }
  expect(seen.size).toBe(2 * 2 * 3 * labels.length);
});

test("key material on shared memory gives the same subkeys", async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(32));
  shared.set(contentKey);
  const plain = await deriveSubkeys(contentKey, nonce, { cipher: "hybrid", protection: "bare" });
  const same = await deriveSubkeys(shared, nonce, { cipher: "hybrid", protection: "bare" });
  expect(await same.bytes("seal", 32)).toEqual(await plain.bytes("seal", 32));
});
