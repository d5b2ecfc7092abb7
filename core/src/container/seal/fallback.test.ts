import { describe, expect, test } from "vitest";
import { encrypt } from "../../encrypt.ts";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../../image/cases.test.data.ts";
import { encodeImage } from "../../image/index.ts";
import {
  latin1,
  plainJpeg,
  segmentOf,
  withChunk,
  withSegments,
} from "../../image/jpeg/listing.test.data.ts";
import { pngFile, pngOf } from "../../image/png/made-png.test.data.ts";
import { readChunks } from "../../image/png/chunks.ts";
import type { PngHeader } from "../../image/png/header.ts";
import { createKeyRing } from "../../keys/index.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealInput, type SealInputOptions } from "../index.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";

const key = new Uint8Array(32);
const cipher = xorCipher();
const settings = { contentKey: { bytes: key, wrapped: undefined }, cipher, protection: "sealed" };

function seal(
  bytes: Uint8Array,
  more: Partial<SealInputOptions> = {},
): ReturnType<typeof sealInput> {
  return sealInput(bytes, { ...settings, ...more } as SealInputOptions);
}

const jpeg = plainJpeg(caseFile("jpeg-xmp.jpg"));
const { bytes: png } = await encodeImage(noiseImage(9, 7, 3, 8));

const gray: PngHeader = { width: 2, height: 1, depth: 8, colourType: 0, interlaced: false };

/** A file with one byte changed that stands `from` bytes behind a text in it. */
function flipped(file: Uint8Array, text: string, from: number): Uint8Array {
  const at = Buffer.from(file).indexOf(text, 0, "latin1") + from;
  return file.with(at, file[at]! ^ 1);
}

const sof = Buffer.from(jpeg).indexOf(Uint8Array.of(0xff, 0xc0));

describe("kept as a file, byte for byte, and said so", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["MPO", caseFile("jpeg-mpo-two-views.jpg"), /JPEG with another picture behind its end \(EOI\)/],
    [
      "gain map",
      caseFile("jpeg-ultrahdr-gain-map.jpg"),
      /JPEG with another picture behind its end/,
    ],
    [
      "motion photo",
      concat([jpeg, latin1("\0\0\0\x18ftypmp42video")]),
      /JPEG with data behind its/,
    ],
    ["a vendor's trailer", concat([jpeg, latin1("SEFT")]), /JPEG with data behind .*, 4 bytes$/],
    ["a PNG's tail", caseFile("png-data-after-iend.png"), /PNG with data behind its end \(IEND\)/],
    [
      "data behind a PNG's compressed pixels",
      pngFile(gray, latin1("\0ab"), [], [], latin1("tail")),
      /PNG with data behind its compressed pixels \(IDAT\), 4 bytes/,
    ],
    ["a thumbnail", withSegments(jpeg, segmentOf(0xe0, "JFXX\0\x10", jpeg)), /thumbnail .*JFXX/],
    [
      "a thumbnail in JFIF",
      withSegments(jpeg, segmentOf(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01rgb")),
      /a thumbnail \(APP0 JFIF\), 3 bytes/,
    ],
    [
      "extended XMP",
      withSegments(jpeg, segmentOf(0xe1, "http://ns.adobe.com/xmp/extension/\0", "0".repeat(40))),
      /extended XMP/,
    ],
    ["thermal data", withSegments(jpeg, segmentOf(0xe1, "FLIR\0\x01", "raw")), /thermal/],
    [
      "layers of JPEG XT",
      withSegments(jpeg, segmentOf(0xeb, "JP\0\x01\0\0\0\x01\0\0\0\x10RESI", "layer")),
      /JPEG XT/,
    ],
    [
      "unknown data of more than a segment",
      withSegments(jpeg, ...[1, 2].map(() => segmentOf(0xe3, new Uint8Array(40_000).fill(1)))),
      /APP3 data, 80000 bytes/,
    ],
    ["much padding", concat([jpeg, new Uint8Array(65_536)]), /padding behind its end .* 65536/],
    ["a JPEG cut short", jpeg.subarray(0, -100), /a damaged JPEG \(it ends before/],
    ["12 bits", jpeg.with(sof + 1, 0xc1).with(sof + 4, 12), /a JPEG with 12-bit samples/],
    [
      "later scans missing",
      caseFile("jpeg-progressive-first-scan-only-420.jpg"),
      /a damaged JPEG \(/,
    ],
    [
      "samples that decoders differ on",
      caseFile("jpeg-gray-coefficients-out-of-range.jpg"),
      /a JPEG with coefficients far out of range/,
    ],
    ["arithmetic coding", jpeg.with(sof + 1, 0xc9), /arithmetic-coded/],
    [
      "a damaged JPEG signature",
      withSegments(jpeg, segmentOf(0xe0, "JFIF\0")).with(0, 0),
      /damaged/,
    ],
    [
      "a wrong checksum of an ancillary chunk",
      flipped(withChunk(png, "tEXt", latin1("Title\0a")), "Title", 6),
      /a PNG with a damaged tEXt chunk/,
    ],
    ["a private critical chunk", withChunk(png, "CgBI", key), /private critical chunk CgBI/],
    ["text", latin1("text"), /^another kind of file$/],
  ])("%s", async (_, file, reason) => {
    const { bytes, payload, fallback, notKept } = await seal(file);
    expect({ payload, notKept }).toEqual({ payload: "file", notKept: [] });
    expect(fallback).toMatch(reason);
    const opened = await openContainer(bytes, { keys: createKeyRing({ key }), ciphers: [cipher] });
    expect(opened).toMatchObject({ payload: "file", bytes: file });
  });
});

describe("pixels when they are asked for", () => {
  test.each(["jpeg-mpo-two-views.jpg", "png-data-after-iend.png"])("%s", async (name) => {
    const chosen = await seal(caseFile(name), { payload: "pixels" });
    expect(chosen.payload).toBe("pixels");
    expect(chosen.fallback).toBeUndefined();
    expect(chosen.notKept.at(-1)).toMatch(/behind its end \((EOI|IEND)\), \d+ bytes$/);
  });

  test.each<[string, Uint8Array, string]>([
    ["a JPEG cut short", jpeg.subarray(0, -100), "broken"],
    ["12 bits", jpeg.with(sof + 1, 0xc1).with(sof + 4, 12), "unsupported"],
    ["a wrong checksum", flipped(withChunk(png, "tEXt", latin1("Title\0a")), "Title", 6), "broken"],
  ])("%s is refused", async (_, file, code) => {
    const refusal = { name: "NeuroveilError", code };
    await expect(seal(file, { payload: "pixels" })).rejects.toMatchObject(refusal);
    await expect(seal(jpeg, { second: { bytes: file } })).rejects.toMatchObject(refusal);
    await expect(seal(file, { second: { bytes: jpeg } })).rejects.toMatchObject(refusal);
  });

  test("of two images, what each loses is said", async () => {
    const first = withSegments(jpeg, segmentOf(0xec, "Ducky\0", "one"));
    const chosen = await seal(first, { second: { bytes: caseFile("jpeg-mpo-two-views.jpg") } });
    expect(chosen.notKept).toEqual([
      "APP12 Ducky data, 9 bytes",
      "the second image: APP2 MPF data, 86 bytes",
      expect.stringMatching(/^the second image: another picture behind its end/),
    ]);
  });
});

describe("a PNG whose pixels are damaged is refused", () => {
  test.each<[string, Uint8Array]>([
    ["a wrong checksum of IDAT", flipped(png, "IDAT", 9)],
    ["cut short", png.subarray(0, -30)],
    ["a damaged signature", png.with(4, 0)],
  ])("%s", async (_, file) => {
    await expect(seal(file)).rejects.toMatchObject({ code: "broken" });
  });
});

test.each<[string, Uint8Array, string[]]>([
  ["nothing", caseFile("jpeg-xmp.jpg"), []],
  ["iDOT", caseFile("png-idot.png"), ["the chunk iDOT, 28 bytes"]],
  ["dSIG", withChunk(png, "dSIG", key), ["the chunk dSIG, 32 bytes"]],
  ["caBX", withChunk(png, "caBX", key), ["the chunk caBX, 32 bytes"]],
  [
    "an unknown chunk that is not safe to copy",
    withChunk(png, "abCD", key),
    ["the chunk abCD, 32 bytes"],
  ],
  ["an unknown chunk that is", withChunk(png, "abCd", key), []],
  [
    "two zeros behind the end",
    concat([jpeg, new Uint8Array(2)]),
    ["padding behind its end (EOI), 2 bytes"],
  ],
  [
    "a second end",
    concat([jpeg, Uint8Array.of(0xff, 0xd9)]),
    ["padding behind its end (EOI), 2 bytes"],
  ],
  [
    "zeros in IEND",
    pngOf(readChunks(png).map(({ type, data }) => [type, type === "IEND" ? key : data])),
    ["padding behind its chunks, in IEND, 32 bytes"],
  ],
  ["a line feed", concat([png, latin1("\n")]), ["padding behind its end (IEND), 1 byte"]],
  [
    "content credentials",
    withSegments(jpeg, segmentOf(0xeb, "JP\0\x01\0\0\0\x01\0\0\0\x10jumb", "manifest")),
    ["content credentials or the like (APP11 JUMBF), 24 bytes"],
  ],
  [
    "stray bytes",
    withSegments(jpeg, Uint8Array.of(7, 7, 7)),
    ["stray bytes between its segments, 3 bytes"],
  ],
  ["fill bytes, which are none", withSegments(jpeg, Uint8Array.of(0xff, 0xff)), []],
])("pixels, and what does not come back: %s", async (_, file, notKept) => {
  expect(await seal(file)).toMatchObject({ payload: "pixels", notKept });
});

test("encrypt of the library says both in words", async () => {
  const warnings: string[] = [];
  const onWarning = (warning: string): unknown => warnings.push(warning);
  await encrypt(caseFile("png-idot.png"), { key, onWarning });
  await encrypt(caseFile("png-data-after-iend.png"), { key, onWarning });
  await encrypt(jpeg, { key, onWarning });
  expect(warnings).toEqual([
    'does not come back: the chunk iDOT, 28 bytes (payload "file" keeps everything)',
    expect.stringMatching(
      /^a PNG with data behind its end .*, so its bytes are encrypted as a file$/,
    ),
  ]);
});
