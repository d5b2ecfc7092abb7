import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../networks/base64.ts";
import { readConvAutoencoder } from "../networks/conv-autoencoder.ts";
import { ganDistributionWeights } from "../networks/generated/gan-distribution-weights.ts";
import { convolvePlanes } from "../networks/integer-convolution.ts";
import { runTiles } from "./autoencoder-tiles.ts";
import { ganDistribution } from "./gan-distribution.ts";
import { keySamples } from "./key-samples.ts";
import { planeTriples } from "./plane-triples.ts";

const key = Uint8Array.from({ length: ganDistribution.nativeKey.bytes }, (_, i) => 37 * i + 11);
const shape = { width: 48, height: 40, channels: 3, bytesPerSample: 1 } as const;
const bytes = 48 * 40 * 3;
const shades = Uint8Array.from({ length: bytes }, (_, i) => 20 + 2 * ((i / 3) % 48) + i / 60);

async function encrypted(plain: Uint8Array, native = key): Promise<Uint8Array> {
  const data = plain.slice();
  await ganDistribution.encrypt({ ...shape, data }, native);
  return data;
}

async function decrypted(cipher: Uint8Array, native = key): Promise<Uint8Array> {
  const data = cipher.slice();
  await ganDistribution.decrypt({ ...shape, data }, native, new Uint8Array());
  return data;
}

const meanSquaredError = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length;

describe("gan-distribution", () => {
  it("comes back nearly under the right key and not under another", async () => {
    const cipher = await encrypted(shades);
    const wrong = key.map((byte) => byte ^ 85);
    expect(meanSquaredError(await decrypted(cipher), shades)).toBeLessThan(250);
    expect(meanSquaredError(await decrypted(cipher, wrong), shades)).toBeGreaterThan(2000);
  });

  it("encrypts in WebAssembly as by the readable definition", async () => {
    const { encoder } = readConvAutoencoder(decodeBase64(ganDistributionWeights));
    const to = new Uint8Array(bytes);
    const keys = keySamples(key, bytes);
    const [triple] = planeTriples(shape).triples;
    const work = { from: shades, keys, to };
    await runTiles(encoder, triple!, work, convolvePlanes, async () => {});
    expect(Buffer.compare(to, await encrypted(shades))).toBe(0);
  });

  it("is weak, as its row says: a changed sample changes 49 positions at most", async () => {
    const other = shades.slice();
    other[3 * (48 * 20 + 24)]! += 90;
    const [one, two] = [await encrypted(shades), await encrypted(other)];
    const positions = new Set<number>();
    for (const [i, byte] of one.entries()) if (byte !== two[i]) positions.add(Math.floor(i / 3));
    expect(positions.size).toBeGreaterThan(0);
    expect(positions.size).toBeLessThanOrEqual(49);
    expect(ganDistribution.status).toBe("known-weak");
  });
});
