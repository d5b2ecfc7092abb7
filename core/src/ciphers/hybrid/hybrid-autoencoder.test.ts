import { describe, expect, test } from "vitest";
import { decodeBase64 } from "../../bytes/base64.ts";
import { hybridAutoencoderWeights } from "../../networks/generated/hybrid-autoencoder-weights.ts";
import { readHybridAutoencoder } from "../../networks/trained/hybrid-autoencoder-file.ts";
import { decodeHybrid, encodeHybrid } from "../../networks/trained/hybrid-autoencoder.ts";
import type { Planes } from "../../networks/quantised/integer-convolution.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import { hybridAutoencoder } from "./hybrid-autoencoder.ts";
import { rowBytes, type Raster } from "../raster.ts";

const key = Uint8Array.from({ length: hybridAutoencoder.nativeKey.bytes }, (_, i) => 37 * i + 11);
const otherKey = key.map((byte) => byte ^ 0x5a);

/** Soft shades, as in photographs. */
function shades(
  width: number,
  height: number,
  channels: number,
  bytesPerSample: 1 | 2 = 1,
): Raster {
  const row = rowBytes({ width, height, channels, bytesPerSample });
  const data = Uint8Array.from(
    { length: row * height },
    (_, i) => 60 + ((i % row) * 90) / row + (Math.floor(i / row) * 70) / height,
  );
  return { width, height, channels, bytesPerSample, data };
}

async function under(key: Uint8Array, raster: Raster): Promise<Uint8Array> {
  const data = raster.data.slice();
  await hybridAutoencoder.encrypt({ ...raster, data }, key);
  return data;
}

async function decrypted(raster: Raster, data: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  const plain = data.slice();
  await hybridAutoencoder.decrypt({ ...raster, data: plain }, key, new Uint8Array());
  return plain;
}

/** A failing `toEqual` would print all of it. */
function same(a: Planes, b: Planes): boolean {
  return Buffer.compare(Buffer.from(a.data.buffer), Buffer.from(b.data.buffer)) === 0;
}

function meanSquaredError(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, i) => sum + (byte - b[i]!) ** 2, 0) / a.length;
}

test("rows of patches and tiles give what the whole image gives at once", async () => {
  const network = readHybridAutoencoder(decodeBase64(hybridAutoencoderWeights));
  // 35 patches across, 30 down: more than are worked on at once.
  const [width, height] = [140, 120];
  const raster = shades(width, height, 3);
  const planes = (bytes: Uint8Array): Planes => ({
    channels: 3,
    height,
    width,
    data: Int16Array.from(
      bytes,
      (_, i) => bytes[3 * (i % (width * height)) + Math.floor(i / (width * height))]! - 128,
    ),
  });
  const cipher = await under(key, raster);
  const whole = encodeHybrid(network, planes(raster.data), key);
  expect(same(planes(cipher), whole)).toBe(true);
  const plain = planes(await decrypted(raster, cipher, key));
  expect(same(plain, decodeHybrid(network, whole, key))).toBe(true);
});

describe.each([
  ["RGB", shades(64, 48, 3)],
  ["gray, with sizes that patches do not divide", shades(61, 47, 1)],
  ["RGBA", shades(45, 34, 4)],
])("%s", (_, raster) => {
  test("comes back nearly, and looks like something else meanwhile", async () => {
    const cipher = await under(key, raster);
    const plain = await decrypted(raster, cipher, key);
    const error = meanSquaredError(raster.data, plain);
    expect(error).toBeLessThan(700);
    expect(meanSquaredError(raster.data, cipher)).toBeGreaterThan(3 * error);
  });

  test("comes back nearly under another key as well: that is why it is known-weak", async () => {
    const cipher = await under(key, raster);
    const right = meanSquaredError(raster.data, await decrypted(raster, cipher, key));
    const wrong = meanSquaredError(raster.data, await decrypted(raster, cipher, otherKey));
    expect(wrong).toBeLessThan(2 * right + 100);
    expect(hybridAutoencoder.status).toBe("known-weak");
  });
});

test("of 16 bits, all bytes go through the network", async () => {
  const raster = shades(21, 18, 3, 2);
  const cipher = await under(key, raster);
  expect(cipher).toHaveLength(raster.data.length);
  const changed = cipher.filter((byte, i) => byte !== raster.data[i]);
  expect(changed.length).toBeGreaterThan(0.9 * cipher.length);
});

test("a pixel alone is a patch of its own", async () => {
  const raster = shades(1, 1, 1);
  expect(await under(key, raster)).not.toEqual(await under(otherKey, raster));
});

test("weights that were altered are refused", async () => {
  const altered = `${hybridAutoencoderWeights.slice(0, -8)}AAAAAAA=`;
  await expect(pinnedFile(altered, hybridAutoencoder.weights!)).rejects.toMatchObject({
    code: "weights",
  });
});
