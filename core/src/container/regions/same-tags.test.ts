import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { createKeyRing } from "../../keys/index.ts";
import { deriveSubkeys } from "../../keys/subkeys.ts";
import { sha256 } from "../../bytes/sha256.ts";
import { atOnce } from "../../turns.ts";
import { dissect, forge } from "../forge.test.support.ts";
import { decodeHeader } from "../header/header.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealPixels } from "../index.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";
import { decodeRegionHeader } from "./header.ts";
import { putBack, takeOut } from "./pixels.ts";
import { regionContentKey } from "./region-key.ts";

// GCM's tag is a polynomial in H = AES(0), whose value whoever knows the key keeps as it is with other pixels. The
// test cipher has no key vector here; `hybrid` has one, and a lattice reduction keeps that, too.

const block = 16;

/** Product in GF(2^128) as GCM writes it (NIST SP 800-38D, 6.3). */
function times(a: Uint8Array, b: Uint8Array): Uint8Array {
  const number = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  const x = number(a);
  let [z, v] = [0n, number(b)];
  for (let i = 127n; i >= 0n; i--) {
    if ((x >> i) & 1n) z ^= v;
    v = v & 1n ? (v >> 1n) ^ (0xe1n << 120n) : v >> 1n;
  }
  return Buffer.from(z.toString(16).padStart(2 * block, "0"), "hex");
}

test("pixels with the same tags, by who knows the region's key, are refused by the image's reader", async () => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => i * 3);
  const cipher = xorCipher({ keyVectorBytes: 0 });
  const area = { x: 2, y: 1, width: 8, height: 4 };
  const file = await sealPixels(noiseImage(13, 9), {
    contentKey: { bytes: key, wrapped: undefined },
    cipher,
    protection: "sealed",
    regions: [area],
  });
  const open = (bytes: Uint8Array): Promise<unknown> =>
    openContainer(bytes, { keys: createKeyRing({ key }), ciphers: [cipher] });
  await open(file);

  const { parts, samples, geometry } = await dissect(file);
  const header = decodeHeader(parts.header);
  const own = await regionContentKey(await deriveSubkeys(key, header.nonce, header), 0);
  const slot = parts.regions![0]!;
  const { nonce } = decodeRegionHeader(slot.header);
  const seal = await (await deriveSubkeys(own, nonce, { region: cipher.id })).bytes("seal", 32);
  const h = createCipheriv("aes-256-ecb", seal, null).update(new Uint8Array(block));
  const forged = atOnce(takeOut({ ...geometry, data: samples.slice() }, [area], 1));
  const change = Uint8Array.from({ length: block }, (_, i) => 17 * i + 1);
  // A change of a block, and that change times H in the one behind it, add up to nothing.
  for (const [at, by] of [[0, change] as const, [block, times(change, h)] as const]) {
    for (let i = 0; i < block; i++) forged[at + i]! ^= by[i]!;
  }

  const gcm = createDecipheriv("aes-256-gcm", seal, Buffer.from("000000000000000000000001", "hex"));
  gcm.setAAD(await sha256(slot.header)).setAuthTag(slot.proof);
  gcm.update(forged);
  // The control: for AES-GCM nothing was changed.
  expect(() => gcm.final()).not.toThrow();
  const altered = await forge(file, {
    samples: (data) => atOnce(putBack({ ...geometry, data }, [area], forged)),
  });
  await expect(open(altered)).rejects.toMatchObject({ code: "tampered" });
});
