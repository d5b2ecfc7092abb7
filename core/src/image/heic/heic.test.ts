import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage } from "../index.ts";
import { readHeicContent } from "./meta.ts";

const file = caseFile("heif-enc.heic");
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

test("what decoded it is kept with it", async () => {
  const image = await decodeImage(file);
  expect(image).toMatchObject({ width: 16, height: 12, channels: 3, bits: 8, colour: "rgb" });
  expect(image.metadata.origin).toEqual({
    format: "heic",
    decoder: expect.stringMatching(/^libheif \d+\.\d+\.\d+ \(libheif-js\)$/),
  });
});

const number = (value: number, size: 2 | 4): Uint8Array => {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 2) view.setUint16(0, value);
  else view.setUint32(0, value);
  return new Uint8Array(view.buffer);
};
const box = (type: string, ...content: Uint8Array[]): Uint8Array => {
  const all = concat(content);
  return concat([number(8 + all.length, 4), latin1(type), all]);
};
/** A box with version and flags. */
const full = (type: string, version: number, ...content: Uint8Array[]): Uint8Array =>
  box(type, number(version << 24, 4), ...content);
const item = (id: number, type: string, rest: string): Uint8Array =>
  full("infe", 2, number(id, 2), number(0, 2), latin1(type), latin1(rest));

// Orientation 6, which an upright picture must not keep.
const exif = latin1("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
const parts = [
  concat([number(6, 4), latin1("Exif\0\0"), exif]),
  latin1("<x:xmpmeta/>"),
  latin1("gain"),
];

/** A meta box with a picture (1), EXIF (2), XMP (3) and another picture (4) that belongs to the first. */
function heicWithMeta(auxiliary: string): Uint8Array {
  const data = concat(parts);
  let at = 0;
  const places = parts.map((part, i) => {
    const place = [
      number(i + 2, 2),
      number(1, 2),
      number(0, 2),
      number(1, 2),
      number(at, 4),
      number(part.length, 4),
    ];
    at += part.length;
    return concat(place);
  });
  const properties = box(
    "ipco",
    box("colr", latin1("prof"), latin1("profile")),
    box("hvcC", new Uint8Array(23).with(17, 0xfa)),
    full("auxC", 0, latin1(`${auxiliary}\0`)),
  );
  const associations = full(
    "ipma",
    0,
    number(2, 4),
    concat([number(1, 2), Uint8Array.of(2, 0x81, 0x82)]),
    concat([number(4, 2), Uint8Array.of(1, 3)]),
  );
  const meta = full(
    "meta",
    0,
    full("pitm", 0, number(1, 2)),
    full(
      "iinf",
      0,
      number(4, 2),
      item(1, "hvc1", "\0"),
      item(2, "Exif", "\0"),
      item(3, "mime", "\0application/rdf+xml\0"),
      item(4, "hvc1", "\0"),
    ),
    // Places within idat: method 1.
    full("iloc", 1, Uint8Array.of(0x44, 0), number(3, 2), ...places),
    box("iprp", properties, associations),
    full("iref", 0, box("auxl", number(4, 2), number(1, 2), number(1, 2))),
    box("idat", data),
  );
  return concat([box("ftyp", latin1("heic\0\0\0\0mif1heic")), meta]);
}

describe("what stands beside the picture", () => {
  test("profile, EXIF that is upright, XMP, depth, another picture", () => {
    const { metadata, leftovers, depth } = readHeicContent(heicWithMeta("urn:com:apple:gainmap"));
    const upright = exif.slice();
    upright[19] = 1;
    expect(metadata).toEqual({ icc: latin1("profile"), exif: upright, xmp: parts[1] });
    expect(leftovers).toEqual([
      { what: "another picture (urn:com:apple:gainmap)", bytes: 4, picture: true },
    ]);
    expect(depth).toBe(10);
  });

  test("alpha belongs to it", () => {
    expect(readHeicContent(heicWithMeta("urn:mpeg:hevc:2015:auxid:1")).leftovers).toEqual([]);
  });
});

test.each<[string, Uint8Array]>([
  ["cut in its data", file.subarray(0, -100)],
  ["cut in its boxes", file.subarray(0, 200)],
  ["a box that is too long", file.with(28, 0xff)],
])("kept as a file: %s", async (_, damaged) => {
  await expect(decodeImage(damaged)).rejects.toMatchObject({
    name: "NeuroveilError",
    file: expect.stringContaining("HEIC"),
  });
});

test.each([["heif-enc.heic"], ["avif"]])(
  "boxes beside the picture's are told of, empty ones not: %s",
  async (name) => {
    const whole = name === "avif" ? await avif() : file;
    const told: string[] = [];
    const more = [box("uuid", latin1("a film")), box("free", new Uint8Array(9)), box("mdat", exif)];
    await decodeImage(concat([whole, ...more]), { onNotKept: (what) => void told.push(...what) });
    expect(told.slice(-2)).toEqual(["the box uuid, 6 bytes", "the box mdat, 26 bytes"]);
  },
);

async function avif(): Promise<Uint8Array> {
  const create = { width: 16, height: 12, channels: 3, background: "teal" } as const;
  return new Uint8Array(await sharp({ create }).avif({ lossless: true }).toBuffer());
}
