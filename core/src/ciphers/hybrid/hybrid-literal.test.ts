import { expect, it } from "vitest";
import { hybridLiteral } from "./hybrid-literal.ts";
import type { Raster } from "../raster.ts";

it("decrypts nearly all of an image with any wrong key, which is why it is known-weak", async () => {
  const image: Raster = {
    width: 256,
    height: 256,
    channels: 1,
    bytesPerSample: 1,
    data: new Uint8Array(65_536).fill(90),
  };
  const key = (seed: number): Uint8Array =>
    Uint8Array.from({ length: 64 }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
  await hybridLiteral.encrypt(image, key(1));
  await hybridLiteral.decrypt(image, key(1000), new Uint8Array());
  const wrong = image.data.findLastIndex((byte) => byte !== 90);
  expect(wrong).toBeGreaterThan(0);
  expect(wrong).toBeLessThan(1024);
});
