import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage, encodeImage, samplesSha256, shapeOf } from "../index.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const file = (header: string, ...bytes: number[]): Uint8Array =>
  concat([latin1(header), Uint8Array.from(bytes)]);

describe("samples", () => {
  test.each<[string, Uint8Array, object, readonly number[]]>([
    [
      "PBM as text",
      latin1("P1\n# who\n3 2\n101\n0 1 0"),
      { bits: 1, channels: 1 },
      [0, 1, 0, 1, 0, 1],
    ],
    ["PBM", file("P4 3 2\n", 0xa0, 0x40), { bits: 1, channels: 1 }, [0, 1, 0, 1, 0, 1]],
    ["PGM as text", latin1("P2 2 1 15 7 15\n"), { bits: 4, channels: 1 }, [7, 15]],
    ["PGM", file("P5 2 1 255\n", 7, 200), { bits: 8, channels: 1 }, [7, 200]],
    ["PGM of 16 bits", file("P5\n1 1\n65535\n", 1, 2), { bits: 16 }, [1, 2]],
    ["PGM of another maximum", file("P5 1 1 1000\n", 3, 232), { bits: 10 }, [3, 232]],
    ["PPM as text", latin1("P3 1 1 255 1 2 3"), { bits: 8, channels: 3 }, [1, 2, 3]],
    ["PPM", file("P6 1 1 255\n", 1, 2, 3), { bits: 8, channels: 3, colour: "rgb" }, [1, 2, 3]],
    [
      "PAM with alpha",
      file("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n", 1, 2, 3, 4),
      { channels: 4, colour: "rgba" },
      [1, 2, 3, 4],
    ],
  ])("%s", async (_, bytes, shape, samples) => {
    const image = await decodeImage(bytes);
    expect(image).toMatchObject(shape);
    expect(Array.from(image.data)).toEqual(samples);
    const again = await decodeImage((await encodeImage(image)).bytes);
    expect(Array.from(again.data)).toEqual(samples);
  });
});

test("PFM: rows from the bottom up, either byte order, NaN with what it carries", async () => {
  const nan = [0x7f, 0xc1, 0x23, 0x45];
  const one = [0x3f, 0x80, 0, 0];
  const big = file("Pf\n1 2\n1.0\n", ...nan, ...one);
  const little = file("Pf\n1 2\n-1.0\n", ...nan.toReversed(), ...one.toReversed());
  for (const bytes of [big, little]) {
    const image = await decodeImage(bytes);
    expect(shapeOf(image)).toEqual({
      width: 1,
      height: 2,
      channels: 1,
      bits: 32,
      kind: "float",
      pages: 1,
    });
    expect(Array.from(image.data)).toEqual([...one, ...nan]);
    const { bytes: tiff, extension } = await encodeImage(image);
    expect(extension).toBe("tiff");
    expect(await samplesSha256(await decodeImage(tiff))).toBe(await samplesSha256(image));
  }
});

test("PAM of many channels is carried, and comes back as TIFF", async () => {
  const header = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 6\nMAXVAL 255\nENDHDR\n";
  const image = await decodeImage(file(header, ...Array.from({ length: 12 }, (_, i) => i)));
  expect(image).toMatchObject({ width: 2, height: 6, channels: 1 });
  expect(shapeOf(image)).toMatchObject({ width: 2, height: 1, channels: 6 });
  const again = await decodeImage((await encodeImage(image)).bytes);
  expect(shapeOf(again)).toEqual(shapeOf(image));
});

test("comments are kept", async () => {
  const image = await decodeImage(latin1("P2\n# of a friend\n1 1\n# at noon\n255\n7\n"));
  expect(image.metadata.comments).toEqual([latin1(" of a friend"), latin1(" at noon")]);
});

test.each<[string, Uint8Array]>([
  ["no samples", latin1("P5 2 2 255\n")],
  ["samples missing", file("P5 2 2 255\n", 1, 2, 3)],
  ["a sample above the maximum", file("P5 1 1 100\n", 101)],
  ["a number too large", latin1("P2 1 1 255 256")],
  ["a size of zero", latin1("P5 0 1 255\n")],
  ["an endless size", file("P5 2147483647 1 255\n", 1)],
  ["no height", latin1("P7\nWIDTH 1\nDEPTH 1\nMAXVAL 1\nENDHDR\n0")],
  ["a strange word", latin1("P7\nWIDTH 1\nWEIGHT 1\nENDHDR\n0")],
  ["a scale of zero", latin1("Pf\n1 1\n0\n0000")],
])("broken or too large: %s", async (_, bytes) => {
  await expect(decodeImage(bytes)).rejects.toMatchObject({ name: "NeuroveilError" });
});

test("a second picture makes it a file", async () => {
  const one = file("P5 1 1 255\n", 7);
  await expect(decodeImage(concat([one, one]), { onePicture: true })).rejects.toMatchObject({
    file: "a PNM with data behind its samples, 12 bytes",
  });
});
