import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../bytes/base64.ts";
import { readConvAutoencoder } from "../../networks/trained/conv-autoencoder.ts";
import { ganDirectWeights } from "../../networks/generated/gan-direct-weights.ts";
import { ganDistributionWeights } from "../../networks/generated/gan-distribution-weights.ts";
import { convolvePlanes } from "../../networks/quantised/integer-convolution.ts";
import { runTiles } from "../kinds/autoencoder-tiles.ts";
import { ganDirect } from "./gan-direct.ts";
import { ganDistribution } from "./gan-distribution.ts";
import { keySamples } from "../key-samples.ts";
import { planeTriples } from "../kinds/plane-triples.ts";

const shape = { width: 48, height: 40, channels: 3, bytesPerSample: 1 } as const;
const bytes = 48 * 40 * 3;
const shades = Uint8Array.from({ length: bytes }, (_, i) => 20 + 2 * ((i / 3) % 48) + i / 60);

const meanSquaredError = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length;

describe.each([
  [ganDirect.id, ganDirect, ganDirectWeights],
  [ganDistribution.id, ganDistribution, ganDistributionWeights],
] as const)("%s", (_, cipher, weights) => {
  const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (__, i) => 37 * i + 11);

  async function encrypted(plain: Uint8Array): Promise<Uint8Array> {
    const data = plain.slice();
    await cipher.encrypt({ ...shape, data }, key);
    return data;
  }

  async function decrypted(cipherImage: Uint8Array, native: Uint8Array): Promise<Uint8Array> {
    const data = cipherImage.slice();
    await cipher.decrypt({ ...shape, data }, native, new Uint8Array());
    return data;
  }

  it("comes back nearly under the right key and not under another", async () => {
    const cipherImage = await encrypted(shades);
    const wrong = key.map((byte) => byte ^ 85);
    expect(meanSquaredError(await decrypted(cipherImage, key), shades)).toBeLessThan(400);
    expect(meanSquaredError(await decrypted(cipherImage, wrong), shades)).toBeGreaterThan(2000);
  });

  it("encrypts in WebAssembly as by the readable definition", async () => {
    const { encoder } = readConvAutoencoder(decodeBase64(weights));
    const to = new Uint8Array(bytes);
    const [triple] = planeTriples(shape).triples;
    const work = { from: shades, keys: keySamples(key, bytes), to };
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
    expect(cipher.status).toBe("known-weak");
  });
});
