import { expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage } from "../index.ts";
import { losslessJpeg } from "../jpeg/lossless/made-lossless.test.data.ts";
import { segment } from "../jpeg/made-jpeg-scans.test.data.ts";
import { encapsulated, madeDicom } from "./made-dicom.test.data.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const columns = 8;
const rows = 6;

const elements = [
  ["00280002", "US", 1],
  ["00280004", "CS", "MONOCHROME2"],
  ["00280010", "US", rows],
  ["00280011", "US", columns],
  ["00280100", "US", 16],
  ["00280101", "US", 16],
  ["00280102", "US", 15],
  ["00280103", "US", 0],
] as const;

async function toldOf(
  uid: string,
  frames: readonly Uint8Array[],
  table: readonly number[] = [],
): Promise<string[]> {
  const file = madeDicom(
    "explicit",
    [["00280008", "IS", String(frames.length)], ...elements, encapsulated(frames, table)],
    { uid },
  );
  const told: string[] = [];
  await decodeImage(file, { onNotKept: (what) => void told.push(...what) });
  return told;
}

test("a JPEG's metadata are told of, those of all frames together", async () => {
  const samples = Array.from({ length: columns * rows }, (_, i) => i);
  const before = [
    segment(0xe1, text("Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")),
    segment(0xe1, text("http://ns.adobe.com/xap/1.0/\0<x/>")),
    segment(0xe2, text("ICC_PROFILE\0\x01\x01profile")),
    segment(0xed, text("Photoshop 3.0\x008BIM")),
    segment(0xfe, text("hello")),
  ];
  const jpeg = losslessJpeg({ width: columns, height: rows, bits: 8, samples, before });
  const frame = jpeg.length % 2 === 0 ? jpeg : concat([jpeg, Uint8Array.of(0)]);
  expect(await toldOf("1.2.840.10008.1.2.4.70", [frame, frame])).toEqual([
    "an ICC profile (APP2), 14 bytes",
    "EXIF (APP1), 28 bytes",
    "an XMP packet (APP1), 8 bytes",
    "Photoshop's resources (APP13), 8 bytes",
    "a comment (COM), 10 bytes",
  ]);
});

/** A frame of a file of several, up to its end marker. */
function frameOf(name: string, start: string): Uint8Array {
  const file = Buffer.from(caseFile(name));
  const at = file.indexOf(start, 0, "hex");
  return Uint8Array.from(file.subarray(at, file.indexOf("ffd9", at, "hex") + 2));
}

test("so are comments of JPEG 2000, and what is behind its end", async () => {
  const frame = frameOf("gdcm-jpeg2000.dcm", "ff4fff51");
  const uid = "1.2.840.10008.1.2.4.90";
  const comment = "a comment (COM), 38 bytes";
  expect(await toldOf(uid, [frame])).toEqual([comment]);
  expect(await toldOf(uid, [concat([frame, text("another")])])).toEqual([
    comment,
    "data behind its end (EOC), 7 bytes",
  ]);
});

test("so are comments and other segments of JPEG-LS, and what is behind its end", async () => {
  const frame = frameOf("gdcm-jpegls.dcm", "ffd8fff7");
  const uid = "1.2.840.10008.1.2.4.80";
  expect(await toldOf(uid, [frame])).toEqual([]);
  const before = [
    segment(0xfe, text("hello")),
    segment(0xe8, text("mrfx\0")),
    segment(0xe8, text("mrfx\0and more!")),
    segment(0xe2, text("AB\0")),
  ];
  const more = concat([frame.subarray(0, 2), ...before, frame.subarray(2), text("end!")]);
  expect(await toldOf(uid, [more])).toEqual([
    "a comment (COM), 5 bytes",
    "APP8 mrfx data, 14 bytes",
    "APP2 AB data, 3 bytes",
    "data behind its end (EOI), 4 bytes",
  ]);
});

const pixels = columns * rows;
const zeros = Uint8Array.of(1 - pixels, 0);

/** A frame of RLE whose first segment is zeros, and what is beside its segments. */
function rleFrame({ header = [], gap = "", last = zeros, behind = "" }: Beside): Uint8Array {
  const start = 64 + gap.length;
  const head = new DataView(new ArrayBuffer(64));
  const numbers = [2, start, start + zeros.length, ...header];
  for (const [i, value] of numbers.entries()) head.setUint32(4 * i, value, true);
  return concat([new Uint8Array(head.buffer), text(gap), zeros, last, text(behind)]);
}

interface Beside {
  readonly header?: readonly number[];
  readonly gap?: string;
  readonly last?: Uint8Array;
  readonly behind?: string;
}

test("so is what stands in a frame of RLE beside its samples, and behind offsets", async () => {
  const uid = "1.2.840.10008.1.2.5";
  const plain = rleFrame({});
  expect(await toldOf(uid, [plain])).toEqual([]);
  expect(await toldOf(uid, [rleFrame({ last: concat([zeros, Uint8Array.of(0x80)]) })])).toEqual([
    "data behind a segment's samples (RLE), 2 bytes",
  ]);
  expect(await toldOf(uid, [rleFrame({ behind: "\0\0" })])).toEqual([
    "padding behind a segment's samples (RLE), 2 bytes",
  ]);
  const all = rleFrame({ header: [1], gap: "gap!", behind: "hidden" });
  expect(await toldOf(uid, [all, plain, all], [0, 1, 2, 0x41414141])).toEqual([
    "data behind its offsets, 4 bytes",
    "unused numbers in a frame's header (RLE), 104 bytes",
    "data behind a frame's header (RLE), 8 bytes",
    "data behind a segment's samples (RLE), 12 bytes",
  ]);
  // A last run that has more bytes than there are pixels.
  const last = Uint8Array.of(pixels + 5, ...new Uint8Array(pixels), ...text("secret"));
  expect(await toldOf(uid, [rleFrame({ last, behind: "!" })])).toEqual([
    "data behind a segment's samples (RLE), 7 bytes",
  ]);
});

const rle = "1.2.840.10008.1.2.5";

test("nothing stands in the item that ends the frames, and they have no length", async () => {
  const [tag, vr, items] = encapsulated([rleFrame({})]);
  const open = madeDicom("explicit", [...elements, [tag, vr, items, { open: true }]], { uid: rle });
  await expect(decodeImage(open)).resolves.toMatchObject({ width: columns });
  const longer = concat([open, text("secret")]);
  longer[open.length - 4] = 6;
  const closed = madeDicom("explicit", [...elements, [tag, vr, items]], { uid: rle });
  for (const file of [longer, closed])
    await expect(decodeImage(file)).rejects.toMatchObject({ code: "broken" });
});

test("between frames others have their turn, and it can be stopped", async () => {
  const frame = frameOf("gdcm-jpegls.dcm", "ffd8fff7");
  const signal = AbortSignal.timeout(50);
  const frames = Array<Uint8Array>(3000).fill(frame);
  const many = [["00280008", "IS", "3000"] as const, ...elements, encapsulated(frames)];
  const file = madeDicom("explicit", many, { uid: "1.2.840.10008.1.2.4.80" });
  await expect(decodeImage(file, { signal })).rejects.toMatchObject({ code: "aborted" });
});
