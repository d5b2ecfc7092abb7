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
