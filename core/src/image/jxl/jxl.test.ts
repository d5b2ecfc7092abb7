import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { readHeader } from "./header.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const bare = caseFile("cjxl-rgba8.jxl");

function box(type: string, content: Uint8Array): Uint8Array {
  const bytes = concat([new Uint8Array(4), latin1(type), content]);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  return bytes;
}

function inContainer(...boxes: Uint8Array[]): Uint8Array {
  const brand = latin1("jxl \0\0\0\0jxl ");
  return concat([box("JXL ", latin1("\r\n\x87\n")), box("ftyp", brand), ...boxes]);
}

test("a codestream in parts, EXIF and XMP are read from their boxes", async () => {
  const [first, second] = [bare.subarray(0, 90), bare.subarray(90)];
  const exif = latin1("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
  const file = inContainer(
    box("Exif", concat([new Uint8Array(4), exif])),
    box("jxlp", concat([Uint8Array.of(0, 0, 0, 0), first])),
    box("xml ", latin1("<x/>")),
    box("jxlp", concat([Uint8Array.of(0x80, 0, 0, 1), second])),
    box("jbrd", new Uint8Array(5)),
  );
  const said: string[] = [];
  const onNotKept = (what: readonly string[]): unknown => said.push(...what);
  const image = await decodeImage(file, { onNotKept });
  expect(image.data).toEqual((await decodeImage(bare)).data);
  // Its pixels are turned already.
  expect(image.metadata.exif).toEqual(exif.with(19, 1));
  expect(image.metadata.xmp).toEqual(latin1("<x/>"));
  expect(said).toEqual(["the box jbrd, 5 bytes"]);
});

test("what a lossy one decodes to is said to be the decoder's", async () => {
  const image = await decodeImage(caseFile("cjxl-lossy.jxl"));
  expect(image).toMatchObject({ width: 64, height: 48, channels: 3, bits: 8 });
  expect(image.metadata.origin).toMatchObject({
    format: "jxl",
    decoder: expect.stringMatching(/^jxl-oxide \d/),
  });
  expect((await encodeImage(image)).extension).toBe("png");
});

/** Bits from the lowest of each byte on, behind the signature: each a number and how many bits it has. */
function codestream(...fields: readonly (readonly [number, number])[]): Uint8Array {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => (value >> i) & 1),
  );
  const bytes = new Uint8Array(2 + Math.ceil(bits.length / 8) + 8);
  bytes.set([0xff, 0x0a]);
  for (const [i, bit] of bits.entries()) bytes[2 + (i >> 3)]! |= bit << (i & 7);
  return bytes;
}

test.each([
  [
    [
      [1, 1],
      [31, 5],
      [1, 3],
      [1, 1],
    ],
    { width: 256, height: 256, bits: 8, alpha: false },
  ],
  [
    [
      [1, 1],
      [8, 5],
      [5, 3],
      [1, 1],
    ],
    { width: 128, height: 72 },
  ],
  [
    [
      [0, 1],
      [0, 2],
      [99, 9],
      [0, 3],
      [1, 2],
      [1023, 13],
      [1, 1],
    ],
    { width: 1024, height: 100 },
  ],
] as const)("the size %j is %j", (fields, size) => {
  expect(readHeader(codestream(...fields))).toMatchObject(size);
});

/** 8 by 8, and not all as usual. */
const start = [
  [1, 1],
  [0, 5],
  [1, 3],
  [0, 1],
] as const;

describe("kept as a file", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["a preview", codestream(...start, [1, 1], [0, 3], [0, 1], [1, 1]), /smaller copy/],
    ["floats", codestream(...start, [0, 1], [1, 1]), /of floats/],
    ["floats of cjxl", caseFile("cjxl-float.jxl"), /of floats/],
    ["24 bits", codestream(...start, [0, 1], [0, 1], [3, 2], [23, 6]), /of 24 bits/],
    ["two more channels", codestream(...start, [0, 1], [0, 1], [0, 2], [1, 1], [2, 2]), /further/],
    ["cut short", bare.subarray(0, 300), /damaged JPEG XL/],
    ["no codestream", inContainer(), /damaged JPEG XL/],
  ])("%s", async (_, file, what) => {
    await expect(decodeImage(file)).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringMatching(what),
    });
  });

  test("more pixels than the decoder has memory for", async () => {
    const wide = codestream([0, 1], [2, 2], [8191, 18], [1, 3], [1, 1]);
    await expect(decodeImage(wide)).rejects.toMatchObject({ file: expect.stringMatching(/8192/) });
  });
});
