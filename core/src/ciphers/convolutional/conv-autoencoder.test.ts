import { describe, expect, test } from "vitest";
import { convolvePlanes } from "../../networks/quantised/integer-convolution.ts";
import {
  readConvAutoencoder,
  runAutoencoderHalf,
} from "../../networks/trained/conv-autoencoder.ts";
import { convAutoencoderWeights } from "../../networks/generated/conv-autoencoder-weights.ts";
import { decodeBase64 } from "../../bytes/base64.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import { runTiles } from "../kinds/autoencoder-tiles.ts";
import { convAutoencoder } from "./conv-autoencoder.ts";
import { keySamples } from "../key-samples.ts";
import { planeTriples } from "../kinds/plane-triples.ts";
import type { Raster } from "../raster.ts";

const key = Uint8Array.from({ length: convAutoencoder.nativeKey.bytes }, (_, i) => 37 * i + 11);

/** Soft shades, as in photographs. */
function shades(
  width: number,
  height: number,
  channels: number,
  bytesPerSample: 1 | 2 = 1,
): Raster {
  const pixel = channels * bytesPerSample;
  const data = new Uint8Array(width * height * pixel);
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [Math.floor(i / pixel) % width, Math.floor(i / pixel / width)];
    data[i] = 60 + ((x * 90) / width + (y * 70) / height + 5 * (i % pixel));
  }
  return { width, height, channels, bytesPerSample, data };
}

async function approximation(raster: Raster): Promise<{ cipher: Uint8Array; plain: Uint8Array }> {
  const data = raster.data.slice();
  await convAutoencoder.encrypt({ ...raster, data }, key);
  const cipher = data.slice();
  await convAutoencoder.decrypt({ ...raster, data }, key, new Uint8Array());
  return { cipher, plain: data };
}

function meanSquaredError(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length;
}

test("tiles give what the whole image gives at once, by the readable definition", async () => {
  const { encoder } = readConvAutoencoder(decodeBase64(convAutoencoderWeights));
  const raster = shades(150, 140, 3);
  const keys = keySamples(key, raster.data.length);
  const planes = (bytes: Uint8Array) => ({
    channels: 3,
    height: 140,
    width: 150,
    data: Int16Array.from(bytes, (_, i) => bytes[3 * (i % 21_000) + Math.floor(i / 21_000)]! - 128),
  });
  const whole = runAutoencoderHalf(encoder, planes(raster.data), planes(keys));
  const { cipher } = await approximation(raster);
  expect(planes(cipher).data).toEqual(whole.data);
  const to = new Uint8Array(raster.data.length);
  const [triple] = planeTriples(raster).triples;
  await runTiles(encoder, triple!, { from: raster.data, keys, to }, convolvePlanes, async () => {});
  expect(Buffer.compare(to, cipher)).toBe(0);
});

describe.each([
  ["RGB", shades(96, 64, 3)],
  ["gray", shades(96, 64, 1)],
  ["gray and alpha", shades(60, 61, 2)],
  ["RGBA", shades(61, 47, 4)],
])("%s", (_, raster) => {
  test("comes back nearly, and looks like something else meanwhile", async () => {
    const { cipher, plain } = await approximation(raster);
    expect(meanSquaredError(raster.data, plain)).toBeLessThan(120);
    expect(meanSquaredError(raster.data, cipher)).toBeGreaterThan(3000);
  });

  test("does not come back under another key", async () => {
    const { cipher } = await approximation(raster);
    const other = key.map((byte) => byte ^ 85);
    await convAutoencoder.decrypt({ ...raster, data: cipher }, other, new Uint8Array());
    expect(meanSquaredError(raster.data, cipher)).toBeGreaterThan(2000);
  });
});

test("of 16 bits, the upper bytes come back as well as 8 bits do", async () => {
  const raster = shades(50, 40, 3, 2);
  const { plain } = await approximation(raster);
  const upper = (data: Uint8Array): Uint8Array => data.filter((_, i) => i % 2 === 0);
  expect(meanSquaredError(upper(raster.data), upper(plain))).toBeLessThan(120);
});

test("a gray pixel alone is masked, and comes back exactly", async () => {
  const raster = shades(1, 1, 1);
  const { cipher, plain } = await approximation(raster);
  expect(cipher).not.toEqual(raster.data);
  expect(plain).toEqual(raster.data);
});

test("a changed sample changes 49 positions and no others: that is why it is known-weak", async () => {
  const raster = shades(40, 40, 3);
  const changed = { ...raster, data: raster.data.slice() };
  changed.data[3 * (20 * 40 + 20)]! ^= 128;
  const [one, two] = [await approximation(raster), await approximation(changed)];
  const positions = new Set<number>();
  for (const [i, byte] of one.cipher.entries()) {
    if (byte !== two.cipher[i]) positions.add(Math.floor(i / 3));
  }
  expect(positions.size).toBeGreaterThan(9);
  for (const position of positions) {
    expect(Math.abs((position % 40) - 20)).toBeLessThanOrEqual(3);
    expect(Math.abs(Math.floor(position / 40) - 20)).toBeLessThanOrEqual(3);
  }
  expect(convAutoencoder.status).toBe("known-weak");
});

test("weights that were altered are refused", async () => {
  const altered = `${convAutoencoderWeights.slice(0, -8)}AAAAAAA=`;
  await expect(pinnedFile(altered, convAutoencoder.weights!)).rejects.toMatchObject({
    code: "weights",
  });
});
