import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage } from "../index.ts";
import { codestream, numbers } from "./made-jp2.test.data.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const comment = "a comment (COM), 33 bytes";
const sot = Buffer.from(codestream).indexOf("ff90", 0, "hex");
const headers = codestream.subarray(0, sot);
const end = codestream.subarray(-2);
const packets = codestream.subarray(sot + 14, -2);
/** The one part of its tile, of this length. */
const part = (length: number, ...data: readonly Uint8Array[]): Uint8Array =>
  concat([
    codestream.subarray(sot, sot + 6),
    numbers(4, length),
    codestream.subarray(sot + 10, sot + 14),
    ...data,
  ]);

async function toldOf(...parts: readonly Uint8Array[]): Promise<string[]> {
  const told: string[] = [];
  const file = concat(parts);
  const { data } = await decodeImage(file, { onNotKept: (what) => void told.push(...what) });
  expect(data).toEqual((await decodeImage(codestream)).data);
  return told.filter((what) => what !== comment);
}

const hidden = text("hidden");
const picture = concat([numbers(1, 0xff, 0xd8, 0xff, 0xe0), hidden]);
const long = 14 + packets.length;
const plain = part(long, packets);

test("a part that leaves its length to the end marker is read up to there", async () => {
  const open = part(0, packets);
  expect(await toldOf(headers, open, end)).toEqual([]);
  expect(await toldOf(headers, open, end, hidden)).toEqual(["data behind its end (EOC), 6 bytes"]);
});

test("data behind the samples of a tile are told of, where no packet has such", async () => {
  const behind = part(long + 6 + picture.length, packets, hidden, picture);
  expect(await toldOf(headers, behind, end)).toEqual(["data behind a tile's samples, 10 bytes"]);
  const letters = new Uint8Array(70_000).fill(0x41);
  expect(await toldOf(headers, part(long + letters.length, packets, letters), end)).toEqual([
    expect.stringMatching(/^more data than its samples can take, \d{4} bytes$/),
  ]);
});

test("segments that codecs pass over are told of", async () => {
  const segment = (marker: number): Uint8Array =>
    concat([numbers(2, marker, 2 + hidden.length), hidden]);
  const more = [0xff55, 0xff6f, 0xff6f].map(segment);
  expect(await toldOf(headers, ...more, numbers(2, 0xff30), plain, end)).toEqual([
    "lengths of its tiles (TLM), 6 bytes",
    "segment 0xff6f, 12 bytes",
  ]);
});

describe("kept as a file:", () => {
  test.each<[string, readonly Uint8Array[]]>([
    ["without an end", [headers, plain]],
    ["a tile that ends before its samples", [headers, part(12, packets), end]],
    ["a tile longer than the file", [headers, part(2 ** 31, packets), end]],
    ["a segment without a length", [headers, numbers(2, 0xff6f, 0), plain, end]],
    ["what is no segment", [headers, hidden, plain, end]],
  ])("%s", async (_, parts) => {
    await expect(decodeImage(concat(parts))).rejects.toMatchObject({
      code: "broken",
      file: expect.stringContaining("a damaged JPEG 2000") as string,
    });
  });
});

test("so is one whose packets have their headers elsewhere", async () => {
  const file = concat([headers, numbers(2, 0xff60, 8), hidden, plain, end]);
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "unsupported",
    file: "a JPEG 2000 image with packed packet headers",
  });
});

// OpenJPEG takes seconds to make a picture of tiles that are not there.
test.each([
  ["rows", 12, 458_764],
  ["tiles without columns", 24, 0],
])("so is one that says it has more tiles than bytes for them: %s", async (_, at, value) => {
  const file = codestream.slice();
  file.set(numbers(4, value), at);
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "broken",
    message: expect.stringContaining("fewer tiles than its size needs") as string,
  });
});

/** The codestream with other bytes at these places, counted from a marker. */
function changed(marker: string, places: Readonly<Record<number, number>>): Uint8Array {
  const file = codestream.slice();
  const at = Buffer.from(file).indexOf(marker, 0, "hex");
  for (const [place, value] of Object.entries(places)) file[at + Number(place)] = value;
  return file;
}

/** With precincts of 2 x 2 samples in 65,535 layers. */
function packets2x2(): Uint8Array {
  const at = Buffer.from(codestream).indexOf("ff52", 0, "hex");
  const coding = numbers(1, 0xff, 0x52, 0, 16, 1, 0, 255, 255, 1, 3, 4, 4, 0, 1, 17, 17, 17, 17);
  return concat([codestream.subarray(0, at), coding, codestream.subarray(at + 14)]);
}

// Each took OpenJPEG seconds, and gigabytes.
test.each<[string, Uint8Array, string]>([
  [
    "samples of one colour",
    // 8192 x 8192 in one tile.
    changed("ff51", {
      6: 0,
      7: 0,
      8: 32,
      9: 0,
      10: 0,
      11: 0,
      12: 32,
      13: 0,
      22: 0,
      23: 0,
      24: 32,
      25: 0,
      26: 0,
      27: 0,
      28: 32,
      29: 0,
    }),
    "a JPEG 2000 image of 8192 x 8192 in 248 bytes",
  ],
  ["packets", packets2x2(), "a JPEG 2000 image of very many packets"],
  [
    "channels that the codec has not",
    changed("ff51", { 39: 2 }),
    "a JPEG 2000 image of 2 x 8 bits",
  ],
])("so is one of few bytes and very many %s", async (_, file, what) => {
  await expect(decodeImage(file)).rejects.toMatchObject({ code: "unsupported", file: what });
});

test("a tile that is not there is missed", async () => {
  // Two tiles of half of the height, of which there is one, and a comment as long as another.
  const file = changed("ff51", { 26: 0, 27: 0, 28: 0, 29: 8 });
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "broken",
    message: expect.stringContaining("fewer tiles than its size needs") as string,
  });
});
