import { describe, expect, test } from "vitest";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage, encodeImage, shapeOf, type Image } from "./index.ts";
import { crc32 } from "./png/checksums.ts";
import { readChunks } from "./png/chunks.ts";
import { readStructure } from "./gif/structure.ts";

const names = [
  "pillow-animation.gif",
  "pillow-animation.png",
  "pillow-animation.webp",
  "cjxl-animation-rgba8.jxl",
] as const;

test.each(names)("%s becomes a page for each frame, with its delays", async (name) => {
  const image = await decodeImage(caseFile(name));
  expect(shapeOf(image)).toMatchObject({ width: 24, height: 16, channels: 4, pages: 4 });
  expect(image.metadata.delays).toHaveLength(4);
  const again = await decodeImage((await encodeImage(image)).bytes);
  expect(again.data).toEqual(image.data);
  expect(again.metadata.delays).toEqual(image.metadata.delays);
});

test("frames stay where they are, and what they are, in a GIF", async () => {
  const file = caseFile("pillow-animation.gif");
  const { bytes } = await encodeImage(await decodeImage(file));
  const places = (gif: Uint8Array): unknown =>
    readStructure(gif, "there").frames.map(({ left, top, width, height, delay, transparent }) => [
      left,
      top,
      width,
      height,
      delay,
      transparent,
    ]);
  expect(places(bytes)).toEqual(places(file));
  expect(readStructure(bytes, "there").extensions.map(({ name }) => name)).toContain("NETSCAPE2.0");
});

test("chunks stay what they are in a PNG", async () => {
  const file = caseFile("pillow-animation.png");
  const { bytes, extension } = await encodeImage(await decodeImage(file));
  expect(extension).toBe("png");
  const beside = (png: Uint8Array): unknown =>
    readChunks(png)
      .filter(({ type }) => type !== "IDAT" && type !== "fdAT")
      .map(({ type, data }) => [type, [...data]]);
  expect(beside(bytes)).toEqual(beside(file));
});

test("a number of plays beyond the standard's comes back (found by fuzzing)", async () => {
  const file = changed(caseFile("pillow-animation.png"), "acTL", 4, 0xff);
  const image = await decodeImage(file);
  const again = await decodeImage((await encodeImage(image)).bytes);
  expect(again.metadata.origin).toEqual(image.metadata.origin);
  expect(again.metadata.origin?.fields?.["plays"]).toBe(0xff000002);
});

test("a frame as long as no animated PNG can show it is kept in a file", async () => {
  const file = caseFile("pillow-animation.webp");
  const at = Buffer.from(file).indexOf("ANMF");
  const odd = file.slice();
  odd.set([0x71, 0x11, 0x11], at + 20);
  await expect(decodeImage(odd)).rejects.toMatchObject({ file: expect.stringMatching(/frame of/) });
});

test.each(names)("%s: too large an animation is kept as a file", async (name) => {
  await expect(
    decodeImage(caseFile(name), { maxBytes: 4 * 24 * 16 * 4 - 1 }),
  ).rejects.toMatchObject({
    name: "NeuroveilError",
    code: "limit",
    file: expect.stringMatching(/24 x 16 and 4 frames/),
  });
});

test.each<[string, (file: Uint8Array) => Uint8Array]>([
  ["fewer frames than it says", (file) => changed(file, "acTL", 3, 5)],
  ["frames out of order", (file) => changed(file, "fcTL", 3, 7)],
  ["a frame outside of it", (file) => changed(file, "fcTL", 15, 20)],
])("an animated PNG with %s is kept as a file", async (_, change) => {
  await expect(decodeImage(change(caseFile("pillow-animation.png")))).rejects.toMatchObject({
    name: "NeuroveilError",
    file: expect.any(String),
  });
});

/** One byte of the last chunk of a type, with its checksum wrong as well: it is an ancillary one. */
function changed(file: Uint8Array, type: string, at: number, value: number): Uint8Array {
  const copy = file.slice();
  const start = Buffer.from(copy).lastIndexOf(type) + 4;
  copy[start + at] = value;
  const length = new DataView(copy.buffer).getUint32(start - 8);
  new DataView(copy.buffer).setUint32(
    start + length,
    crc32(copy.subarray(start - 4, start + length), 0),
  );
  return copy;
}

describe("what a sender may have put into a record, who has the key", () => {
  const forged = async (name: string, change: (image: Image) => object): Promise<Image> => {
    const image = await decodeImage(caseFile(name));
    return { ...image, metadata: { ...image.metadata, ...change(image) } };
  };
  const fields = (change: object) => (image: Image) => ({
    origin: {
      ...image.metadata.origin!,
      fields: { ...image.metadata.origin!.fields, ...change },
    },
  });
  test.each<[string, string, (image: Image) => object]>([
    ["other delays", "pillow-animation.gif", () => ({ delays: [1, 2, 3, 4] })],
    ["no delays", "pillow-animation.png", () => ({ delays: undefined })],
    ["no GIF", "pillow-animation.gif", fields({ blocks: new Uint8Array(20) })],
    ["a picture with pixels of its own", "pillow-animation.gif", withPixels],
    ["fewer frames", "pillow-animation.png", fields({ frames: new Uint8Array(66) })],
    ["frames of nothing", "pillow-animation.webp", fields({ frames: new Uint8Array(88) })],
    ["a still one that is none", "pillow-animation.png", fields({ still: 2 })],
  ])("%s: refused", async (_, name, change) => {
    await expect(encodeImage(await forged(name, change))).rejects.toMatchObject({
      name: "NeuroveilError",
    });
  });

  function withPixels(image: Image): object {
    return fields({ blocks: caseFile("pillow-animation.gif") })(image);
  }

  // Those of JPEG XL fill the screen.
  test.each(names.slice(0, 3))("%s: samples that its frames do not show", async (name) => {
    const image = await decodeImage(caseFile(name));
    const data = image.data.slice();
    // The last page's first pixel: no frame but the first covers it.
    data.set([1, 2, 3, 255], 3 * 24 * 16 * 4);
    const encoded = encodeImage({ ...image, data });
    await expect(encoded).rejects.toMatchObject({ name: "NeuroveilError", code: "broken" });
  });
});
