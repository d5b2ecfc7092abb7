import { describe, expect, it } from "vitest";
import { ganDirect } from "./gan-direct.ts";

const key = Uint8Array.from({ length: ganDirect.nativeKey.bytes }, (_, i) => 37 * i + 11);
const shape = { width: 48, height: 40, channels: 3, bytesPerSample: 1 } as const;
const bytes = 48 * 40 * 3;
const shades = Uint8Array.from({ length: bytes }, (_, i) => 70 + ((i / 3) % 48) + i / 144);

async function encrypted(plain: Uint8Array, native = key): Promise<Uint8Array> {
  const data = plain.slice();
  await ganDirect.encrypt({ ...shape, data }, native);
  return data;
}

async function decrypted(cipher: Uint8Array, native = key): Promise<Uint8Array> {
  const data = cipher.slice();
  await ganDirect.decrypt({ ...shape, data }, native, new Uint8Array());
  return data;
}

const meanSquaredError = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length;

describe("gan-direct", () => {
  it("comes back nearly under the right key and not under another", async () => {
    const cipher = await encrypted(shades);
    const wrong = key.map((byte) => byte ^ 85);
    expect(meanSquaredError(await decrypted(cipher), shades)).toBeLessThan(1500);
    expect(meanSquaredError(await decrypted(cipher, wrong), shades)).toBeGreaterThan(3000);
  });

  it("is weak, as its row says: a changed sample changes 49 positions at most", async () => {
    const other = shades.slice();
    other[3 * (48 * 20 + 24)]! += 90;
    const [one, two] = [await encrypted(shades), await encrypted(other)];
    const positions = new Set<number>();
    for (const [i, byte] of one.entries()) if (byte !== two[i]) positions.add(Math.floor(i / 3));
    expect(positions.size).toBeGreaterThan(0);
    expect(positions.size).toBeLessThanOrEqual(49);
  });
});
