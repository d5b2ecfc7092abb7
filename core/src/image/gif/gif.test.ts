import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { atOnce } from "../../turns.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { noise } from "../png/made-png.test.data.ts";
import { packLzw as packLzwBlocks } from "./lzw-pack.ts";
import { unpackLzw } from "./lzw.ts";
import { contentOf } from "./structure.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** LZW of GIF: strings of the table, the longest first; the table is dropped when it is full. */
function packLzw(indices: Uint8Array, codeSize: number): Uint8Array {
  const [clear, end] = [1 << codeSize, (1 << codeSize) + 1];
  const bits: number[] = [];
  let width = codeSize + 1;
  let table = new Map<string, number>();
  const write = (code: number): void => {
    for (let bit = 0; bit < width; bit++) bits.push((code >> bit) & 1);
  };
  const codeOf = (text: string): number | undefined =>
    text.length === 1 ? text.charCodeAt(0) : table.get(text);
  write(clear);
  let next = end + 1;
  let known = "";
  for (const index of indices) {
    const longer = known + String.fromCharCode(index);
    if (codeOf(longer) !== undefined) {
      known = longer;
      continue;
    }
    write(codeOf(known)!);
    if (next < 4096) {
      // The reader is one string behind.
      if (next === 1 << width && width < 12) width += 1;
      table.set(longer, next++);
    } else {
      write(clear);
      [table, next, width] = [new Map(), end + 1, codeSize + 1];
    }
    known = String.fromCharCode(index);
  }
  write(codeOf(known)!);
  if (next === 1 << width && width < 12) width += 1;
  write(end);
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [i, bit] of bits.entries()) bytes[i >> 3]! |= bit << (i & 7);
  return bytes;
}

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly indices: Uint8Array;
  /** Bits of an index, 1 to 8. */
  readonly depth: number;
  readonly transparent?: number;
  readonly interlaced?: boolean;
  readonly extensions?: readonly Uint8Array[];
  readonly frames?: number;
}

function blocks(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    parts.push(Uint8Array.of(part.length), part);
  }
  return concat([...parts, Uint8Array.of(0)]);
}

const words = (...values: number[]): number[] =>
  values.flatMap((value) => [value & 255, value >> 8]);

function gifFile(plan: Plan): Uint8Array {
  const { width, height, indices, depth, transparent, interlaced = false, extensions = [] } = plan;
  const rows = interlaced ? interlacedRows(height) : Array.from({ length: height }, (_, y) => y);
  const stored = concat(rows.map((y) => indices.subarray(y * width, (y + 1) * width)));
  const control = transparent === undefined ? [] : [0x21, 0xf9, 4, 1, 0, 0, transparent, 0];
  const frame = concat([
    Uint8Array.from(control),
    Uint8Array.of(0x2c, ...words(0, 0, width, height), interlaced ? 0x40 : 0, Math.max(2, depth)),
    blocks(packLzw(stored, Math.max(2, depth))),
  ]);
  return concat([
    latin1("GIF89a"),
    Uint8Array.of(...words(width, height), 0x80 | (depth - 1), 0, 0),
    noise(3 << depth, 5),
    ...extensions,
    ...Array.from({ length: plan.frames ?? 1 }, () => frame),
    Uint8Array.of(0x3b),
  ]);
}

function interlacedRows(height: number): number[] {
  const every = (start: number, step: number): number[] =>
    Array.from({ length: height }, (_, y) => y).filter(
      (y) => y >= start && (y - start) % step === 0,
    );
  return [...every(0, 8), ...every(4, 8), ...every(2, 4), ...every(1, 2)];
}

const plans = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 90 }),
  depth: fc.integer({ min: 1, max: 8 }),
  interlaced: fc.boolean(),
  see: fc.boolean(),
  runs: fc.boolean(),
});

test.prop([plans], { numRuns: 60 })(
  "indices and palette come back, through a PNG as well",
  async ({ width, height, depth, interlaced, see, runs }) => {
    const indices = noise(width * height, depth).map(
      (byte, i) => (runs ? i >> 7 : byte) & (2 ** depth - 1),
    );
    const transparent = see ? 1 : undefined;
    const file = gifFile({
      width,
      height,
      indices,
      depth,
      interlaced,
      ...(see && { transparent: 1 }),
    });
    const image = await decodeImage(file);
    expect(image).toMatchObject({ width, height, bits: 8, channels: see ? 4 : 3 });
    const palette = noise(3 << depth, 5);
    const samples: number[] = [];
    for (const i of indices) {
      samples.push(...palette.subarray(3 * i, 3 * i + 3));
      if (see) samples.push(i === transparent ? 0 : 255);
    }
    expect(Buffer.compare(image.data, Uint8Array.from(samples))).toBe(0);
    expect(image.metadata.png).toMatchObject({ colourType: 3, palette });
    const again = await decodeImage((await encodeImage(image)).bytes);
    expect(Buffer.compare(again.data, image.data)).toBe(0);
    expect(again.metadata.png?.palette).toEqual(palette);
  },
);

const small = { width: 3, height: 2, depth: 2, indices: Uint8Array.of(0, 1, 2, 3, 0, 1) } as const;

test("a comment, a profile and XMP are kept", async () => {
  const trailer = concat([
    Uint8Array.of(1),
    Uint8Array.from({ length: 256 }, (_, i) => 255 - i),
    Uint8Array.of(0),
  ]);
  const xmp = latin1("<x:xmpmeta/>");
  const extensions = [
    concat([Uint8Array.of(0x21, 0xfe), blocks(latin1("hello"))]),
    concat([Uint8Array.of(0x21, 0xff, 11), latin1("ICCRGBG1012"), blocks(latin1("profile"))]),
    concat([Uint8Array.of(0x21, 0xff, 11), latin1("XMP DataXMP"), xmp, trailer]),
  ];
  const { metadata } = await decodeImage(gifFile({ ...small, extensions }));
  expect(metadata).toMatchObject({ comments: [latin1("hello")], icc: latin1("profile"), xmp });
});

describe("kept as a file", () => {
  const good = gifFile(small);
  test.each<[string, Uint8Array, RegExp]>([
    ["no pixels", good.subarray(0, 30), /damaged GIF/],
    ["pixels cut short", concat([good.subarray(0, -3), Uint8Array.of(0, 0x3b)]), /damaged GIF/],
    ["data behind its end", concat([good, latin1("more")]), /data behind its end, 4 bytes/],
    ["no picture", gifFile({ ...small, frames: 0 }), /without a picture/],
  ])("%s", async (_, file, what) => {
    await expect(decodeImage(file, { onePicture: true })).rejects.toMatchObject({
      file: expect.stringMatching(what),
    });
  });
});

test.prop([fc.integer({ min: 2, max: 8 }), fc.nat(20_000), fc.integer({ min: 1, max: 9 })], {
  numRuns: 60,
})("what is packed is unpacked again", (codeSize, length, run) => {
  const indices = noise(length + 1, length).map(
    (_, i, all) => all[i - (i % run)]! >> (8 - codeSize),
  );
  const packed = atOnce(packLzwBlocks(indices, codeSize));
  const codes = contentOf(packed, 1, packed.length);
  expect(packed[0]).toBe(codeSize);
  expect(Buffer.compare(unpackLzw(concat(codes), codeSize, indices.length), indices)).toBe(0);
});

test("pictures that fill no screen become pages, and the same GIF", async () => {
  const frames = [
    { left: 1, top: 0, width: 2, height: 2, indices: Uint8Array.of(3, 2, 1, 0) },
    { left: 0, top: 1, width: 3, height: 1, indices: Uint8Array.of(1, 1, 2) },
  ];
  const control = (delay: number): number[] => [0x21, 0xf9, 4, 0x05, delay, 0, 2, 0];
  const file = concat([
    latin1("GIF89a"),
    Uint8Array.of(...words(3, 2), 0x81, 0, 0),
    noise(12, 5),
    ...frames.flatMap(({ left, top, width, height, indices }, i) => [
      Uint8Array.of(...control(7 + i), 0x2c, ...words(left, top, width, height), 0, 2),
      blocks(packLzw(indices, 2)),
    ]),
    Uint8Array.of(0x3b),
  ]);
  const image = await decodeImage(file);
  const palette = noise(12, 5);
  const pixel = (index: number): number[] => [
    ...palette.subarray(3 * index, 3 * index + 3),
    index === 2 ? 0 : 255,
  ];
  const none = [0, 0, 0, 0];
  expect([...image.data]).toEqual(
    [
      [none, pixel(3), pixel(2), none, pixel(1), pixel(0)],
      [none, none, none, pixel(1), pixel(1), pixel(2)],
    ].flat(2),
  );
  expect(image.metadata.delays).toEqual([70_000, 80_000]);
  const again = await encodeImage(image);
  expect(again.extension).toBe("gif");
  expect(again.bytes).toEqual(file);
});

test("a picture outside of the screen, and a text to draw, are kept as a file", async () => {
  const good = gifFile(small);
  const outside = good.with(good.indexOf(0x2c, 13 + 12) + 1, 9);
  const drawn = gifFile({ ...small, extensions: [Uint8Array.of(0x21, 1, 1, 0, 0)] });
  for (const file of [outside, drawn])
    await expect(decodeImage(file)).rejects.toMatchObject({
      file: expect.stringMatching(/^a GIF/),
    });
});
