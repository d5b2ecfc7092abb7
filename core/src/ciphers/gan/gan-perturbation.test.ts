import { describe, expect, it } from "vitest";
import { ganPerturbation } from "./gan-perturbation.ts";

const square = { width: 64, height: 64, channels: 1, bytesPerSample: 1 } as const;
const key = Uint8Array.from(
  { length: ganPerturbation.nativeKey.bytes },
  (_, i) => Math.imul(i + 3, 2654435761) >>> 24,
);
const picture = Uint8Array.from({ length: 4096 }, (_, i) => (i & 63) + (i >> 6));

async function run(
  direction: "encrypt" | "decrypt",
  data: Uint8Array,
  native = key,
): Promise<Uint8Array> {
  const copy = data.slice();
  const raster = { ...square, data: copy };
  if (direction === "encrypt") await ganPerturbation.encrypt(raster, native);
  else await ganPerturbation.decrypt(raster, native, new Uint8Array());
  return copy;
}

const equal = (one: Uint8Array, other: Uint8Array): number =>
  one.reduce((sum, byte, i) => sum + (byte === other[i] ? 1 : 0), 0) / one.length;

describe("gan-perturbation is weak, as its row says", () => {
  it("adds a mask that ignores the image: one known image decrypts all others", async () => {
    const mask = await run("encrypt", new Uint8Array(4096));
    const cipher = await run("encrypt", picture);
    const recovered = cipher.map((byte, i) => byte - mask[i]!);
    expect(Buffer.compare(recovered, picture)).toBe(0);
  });

  it("a z next to the right one decrypts most bytes, an unrelated one hardly any", async () => {
    const cipher = await run("encrypt", picture);
    const near = key.slice();
    near[100]! += 1;
    expect(equal(await run("decrypt", cipher, near), picture)).toBeGreaterThan(0.8);
    const other = key.map((byte, i) => 77 * byte + i);
    expect(equal(await run("decrypt", cipher, other), picture)).toBeLessThan(0.03);
  });

  it("a byte of z, however far it is moved, reaches 18 x 18 of the 1,024 samples of a tile", async () => {
    const cipher = await run("encrypt", picture);
    let most = 0;
    for (let place = 0; place < key.length; place += 5) {
      const moved = key.slice();
      moved[place]! += 128;
      most = Math.max(most, 1 - equal(await run("decrypt", cipher, moved), picture));
    }
    expect(most).toBeLessThanOrEqual((18 * 18) / 1024);
    expect(most).toBeGreaterThan(0.1);
  });

  it("its mask is not uniform", async () => {
    const mask = await run("encrypt", new Uint8Array(4096));
    const counts = new Uint32Array(256);
    for (const byte of mask) counts[byte]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 16) ** 2 / 16, 0);
    // 255 degrees of freedom: 347 is passed by chance once in 10,000 masks.
    expect(chiSquare).toBeGreaterThan(1000);
  });
});
