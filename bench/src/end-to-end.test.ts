import sharp from "sharp";
import { expect, test } from "vitest";
import { endToEnd } from "./end-to-end.ts";

const photo = await sharp({
  create: {
    width: 320,
    height: 200,
    channels: 3,
    background: "teal",
    noise: { type: "gaussian", mean: 128, sigma: 40 },
  },
})
  .jpeg()
  .toBuffer();

test("a photograph's way to a cipher PNG and back is timed beside plain decoding", async () => {
  const result = await endToEnd(photo, { pairs: 4 });
  expect(result).toMatchObject({ fileBytes: photo.length, pairs: 4 });
  expect(result.encryptSeconds).toBeGreaterThan(0);
  expect(result.decryptSeconds).toBeGreaterThan(0);
  expect(result.ratio).toBeGreaterThan(0.1);
  expect(result.ratioQuartiles[0]).toBeLessThanOrEqual(result.ratio);
  expect(result.ratioQuartiles[1]).toBeGreaterThanOrEqual(result.ratio);
});

test("the measurement can be stopped", async () => {
  const stopped = endToEnd(photo, { pairs: 4, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toMatchObject({ code: "aborted" });
});
