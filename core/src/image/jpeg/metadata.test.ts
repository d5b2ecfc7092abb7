import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage, encodeImage, type Image, type Metadata } from "../index.ts";
import { latin1, plainJpeg, pngContents, segmentOf, withSegments } from "./listing.test.data.ts";
import { drawnJpeg } from "./made-jpeg.test.data.ts";
import { noise } from "../png/made-png.test.data.ts";

const plain = plainJpeg(caseFile("jpeg-xmp.jpg"));
const exif = (bytes: Uint8Array | string): Uint8Array => segmentOf(0xe1, "Exif\0\0", bytes);
const icc = (n: number, count: number, part: Uint8Array): Uint8Array =>
  segmentOf(0xe2, "ICC_PROFILE\0", Uint8Array.of(n, count), part);

interface Read {
  readonly image: Image;
  readonly metadata: Metadata;
  readonly notKept: readonly string[];
}

async function read(file: Uint8Array): Promise<Read> {
  const notKept: string[] = [];
  const image = await decodeImage(file, { onNotKept: (what) => notKept.push(...what) });
  return { image, metadata: image.metadata, notKept };
}

const readWith = (...segments: Uint8Array[]): Promise<Read> =>
  read(withSegments(plain, ...segments));

describe("EXIF", () => {
  test("in two segments is joined: 66 bytes", async () => {
    const { metadata, notKept } = await read(caseFile("jpeg-exif-two-segments.jpg"));
    expect(metadata.exif).toHaveLength(66);
    expect(notKept).toEqual([]);
  });

  test("of more than 64 KB comes back whole", async () => {
    const long = concat([latin1("MM\0*\0\0\0\x08\0\0\0\0\0\0"), noise(150_000, 3)]);
    const parts = [0, 1, 2].map((i) => exif(long.subarray(65_527 * i, 65_527 * (i + 1))));
    const { image, metadata } = await readWith(...parts);
    expect(Buffer.compare(metadata.exif!, long)).toBe(0);
    const again = await decodeImage((await encodeImage(image)).bytes);
    expect(Buffer.compare(again.metadata.exif!, long)).toBe(0);
  });

  test("stored twice is kept once; another block is said", async () => {
    const [one, two] = [latin1("II*\0one"), latin1("II*\0other")];
    expect(await readWith(exif(one), exif(one))).toMatchObject({
      metadata: { exif: one },
      notKept: [],
    });
    const { metadata, notKept } = await readWith(exif(one), exif(two));
    expect(metadata.exif).toEqual(one);
    expect(notKept).toEqual(["more EXIF (APP1), 9 bytes"]);
  });

  test("that is no TIFF structure is said", async () => {
    const { metadata, notKept } = await readWith(exif("????"));
    expect(metadata).toEqual({});
    expect(notKept).toEqual(["damaged EXIF (APP1), 4 bytes"]);
  });
});

describe("ICC profile", () => {
  const profile = noise(900, 1);
  const parts = [0, 1, 2].map((i) => profile.subarray(300 * i, 300 * i + 300));
  const counted = (from: number): Uint8Array[] => parts.map((part, i) => icc(from + i, 3, part));

  test.each<[string, Uint8Array[]]>([
    ["in one part", [icc(1, 1, profile)]],
    ["in one part, counted from 0", [icc(0, 1, profile)]],
    ["in any order", counted(1).toReversed()],
    ["counted from 0", counted(0)],
    ["twice", [icc(1, 1, profile), icc(1, 1, profile)]],
    ["twice, in parts", [...counted(1), ...counted(1)]],
    ["twice, part by part", counted(1).flatMap((part) => [part, part])],
  ])("%s", async (_, segments) => {
    expect(await readWith(...segments)).toMatchObject({ metadata: { icc: profile }, notKept: [] });
  });

  test("the first of two", async () => {
    const other = noise(500, 2);
    const { metadata, notKept } = await readWith(icc(1, 1, profile), icc(1, 1, other));
    expect(metadata.icc).toEqual(profile);
    expect(notKept).toEqual(["more ICC profiles (APP2), 502 bytes"]);
  });

  test.each<[string, Uint8Array[]]>([
    ["with a gap", counted(1).toSpliced(1, 1)],
    ["counted from 2", counted(2)],
    ["of contradicting counts", [icc(1, 2, parts[0]!), icc(2, 3, parts[1]!)]],
    ["without number", [segmentOf(0xe2, "ICC_PROFILE\0")]],
    [
      "of two in one another's parts",
      [icc(1, 2, parts[0]!), icc(1, 2, parts[1]!), icc(2, 2, parts[2]!)],
    ],
  ])("%s is said to be lost", async (_, segments) => {
    const { metadata, notKept } = await readWith(...segments);
    expect(metadata).toEqual({});
    expect(notKept).toEqual([
      expect.stringMatching(/^an incomplete ICC profile \(APP2\), \d+ bytes$/),
    ]);
  });
});

describe("XMP", () => {
  const packet = latin1('<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>');
  const xmp = (content: Uint8Array): Uint8Array =>
    segmentOf(0xe1, "http://ns.adobe.com/xap/1.0/\0", content);

  test("is where programs look for it in a PNG", async () => {
    const { image, notKept } = await readWith(xmp(packet), xmp(packet));
    expect(notKept).toEqual([]);
    const { bytes } = await encodeImage(image);
    expect((await sharp(bytes).metadata()).xmp).toEqual(Buffer.from(packet));
  });

  test.each<[string, Uint8Array[], string]>([
    ["a second packet", [xmp(packet), xmp(latin1("<x/>"))], "another XMP packet (APP1), 4 bytes"],
    ["not UTF-8", [xmp(Uint8Array.of(60, 0xff))], "XMP that is no UTF-8 text (APP1), 2 bytes"],
    [
      "another namespace",
      [segmentOf(0xe1, "http://ns.adobe.com/xap/1.1/\0", packet)],
      "APP1 http://ns.adobe.com/xap/1.1/ data, 77 bytes",
    ],
  ])("%s is said to be lost", async (_, segments, what) => {
    expect((await readWith(...segments)).notKept).toEqual([what]);
  });
});

test("Photoshop's resources of several segments are joined, in a profile for other programs", async () => {
  const resources = noise(100_000, 4);
  const parts = [resources.subarray(0, 60_000), resources.subarray(60_000)];
  const { image, metadata, notKept } = await readWith(
    ...parts.map((part) => segmentOf(0xed, "Photoshop 3.0\0", part)),
  );
  expect(notKept).toEqual([]);
  expect(Buffer.compare(metadata.photoshop!, resources)).toBe(0);
  const contents = pngContents((await encodeImage(image)).bytes);
  expect(contents.some((content) => Buffer.compare(content, resources) === 0)).toBe(true);
});

test("comments come back in their order, whatever their encoding; what is no text is said", async () => {
  const comments = [
    latin1("first"),
    latin1("caf\xe9"),
    new TextEncoder().encode("café"),
    latin1("end\0\0"),
  ];
  const binary = Uint8Array.of(1, 0, 2);
  const { image, metadata, notKept } = await readWith(
    ...[...comments, binary].map((comment) => segmentOf(0xfe, comment)),
  );
  expect(metadata.comments).toEqual(comments);
  expect(notKept).toEqual(["a comment that is no text (COM), 3 bytes"]);
  const again = await decodeImage((await encodeImage(image)).bytes);
  const texts = again.metadata.png!.chunks!.map(({ type, data }) => [
    type,
    Buffer.from(data).toString("latin1"),
  ]);
  expect(texts).toEqual([
    ["tEXt", "Comment\0first"],
    ["tEXt", "Comment\0caf\xe9"],
    ["iTXt", "Comment\0\0\0\0\0caf\xc3\xa9"],
    ["tEXt", "Comment\0end"],
  ]);
});

test.each([
  [3, 72, 72],
  [1, 0, 72],
])("a density that means nothing is said: unit %i, %i × %i", async (unit, x, y) => {
  const { metadata, notKept } = await readWith(
    segmentOf(0xe0, "JFIF\0\x01\x02", Uint8Array.of(unit, 0, x, 0, y, 0, 0)),
  );
  expect(metadata).toEqual({});
  expect(notKept).toEqual([`a density of ${x} × ${y} in unit ${unit} (APP0 JFIF), 5 bytes`]);
});

test("whole dots an inch, a centimetre and a ratio come back from a PNG by rounding, all that JFIF has", () => {
  for (let dots = 1; dots <= 65_535; dots++) {
    const perMetre = Math.round(dots / 0.0254);
    if (Math.round(perMetre * 0.0254) !== dots) expect.fail(`${dots} dots an inch do not`);
  }
});

test("names in messages are printable and end", async () => {
  const names = ["\x1b[31mred\0", "no end of a name", "ümlaut\0", "x".repeat(50), "Good Name\0"];
  const { notKept } = await readWith(...names.map((name) => segmentOf(0xe7, name)));
  expect(notKept).toEqual(["APP7 data, 82 bytes", "APP7 Good Name data, 10 bytes"]);
});

describe("CMYK, which is written as TIFF", () => {
  test("XMP, Photoshop's resources and all of EXIF's first directory come back; comments are said", async () => {
    const cmyk = new Uint8Array(await drawnJpeg(4));
    // Orientation, a rating, and YCbCrPositioning, which is about the JPEG.
    const described = latin1(
      "MM\0*\0\0\0\x08\0\x03\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x02\x13\0\x03\0\0\0\x01\0\x01\0\0FF\0\x03\0\0\0\x01\0\x05\0\0\0\0\0\0",
    );
    const { image, notKept } = await read(
      withSegments(
        cmyk,
        exif(described),
        segmentOf(0xe1, "http://ns.adobe.com/xap/1.0/\0", "<x:xmpmeta/>"),
        segmentOf(0xed, "Photoshop 3.0\0", "8BIM\x04\x04\0\0\0\0\0\0"),
        segmentOf(0xfe, "a comment"),
      ),
    );
    expect(notKept).toEqual(["a comment (COM), 9 bytes"]);
    const { bytes } = await encodeImage(image);
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ orientation: 6, xmp: Buffer.from("<x:xmpmeta/>") });
    expect(Buffer.from(metadata.tifftagPhotoshop!).toString("latin1")).toContain("8BIM\x04\x04");
    const directory = Buffer.from(bytes).toString("latin1").slice(-500);
    expect(directory).toContain("FF\0\x03\0\0\0\x01\0\x05");
    expect(directory).not.toContain("\x02\x13\0\x03\0\0\0\x01\0\x01");
  });

  test("a thumbnail in EXIF, which it has no place for, is said", async () => {
    const linked = latin1(
      "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\x1athumbnail",
    );
    const file = withSegments(new Uint8Array(await drawnJpeg(4)), exif(linked));
    expect((await read(file)).notKept).toEqual(["the thumbnail in its EXIF, 35 bytes"]);
    await expect(decodeImage(file, { onePicture: true })).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});
