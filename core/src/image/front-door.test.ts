import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { decodeImage, encodeImage, samplesSha256, type Image } from "./index.ts";
import { noise } from "./png/made-png.test.data.ts";

const image: Image = {
  width: 2,
  height: 3,
  channels: 3,
  bits: 16,
  colour: "rgb",
  data: noise(36, 1),
  metadata: {},
};

test("samplesSha256 is over the samples as they lie in memory", async () => {
  const digest = createHash("sha256").update(image.data).digest("hex");
  expect(await samplesSha256(image)).toBe(digest);
  const view = new Uint8Array([0, ...image.data, 0]).subarray(1, -1);
  expect(await samplesSha256({ ...image, data: view })).toBe(digest);
});

test("a Node Buffer decodes to the same as a Uint8Array", async () => {
  const { bytes } = await encodeImage(image);
  expect(await decodeImage(Buffer.from(bytes))).toEqual(await decodeImage(bytes));
});

test("data of another length than the shape's is refused", async () => {
  const short = { ...image, data: image.data.subarray(1) };
  await expect(encodeImage(short)).rejects.toMatchObject({ name: "NeuroveilError", code: "usage" });
});

test.each([
  ["no image", new TextEncoder().encode("%PDF-1.7")],
  ["no image", new Uint8Array()],
])("%s: unsupported", async (_, file) => {
  await expect(decodeImage(file)).rejects.toMatchObject({
    name: "NeuroveilError",
    code: "unsupported",
  });
});
