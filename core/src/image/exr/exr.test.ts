import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage, shapeOf, type Image } from "../index.ts";
import { noise } from "../png/made-png.test.data.ts";
import { unpackB44 } from "./b44.ts";
import { undoWavelet } from "./wavelet.ts";

const good = caseFile("openexr-zip-half.exr");

test("what is no number comes back bit for bit, and so does the header", async () => {
  const image = await decodeImage(caseFile("openexr-none-float.exr"));
  expect(shapeOf(image)).toMatchObject({ width: 19, height: 37, channels: 1, bits: 32 });
  const odd = Buffer.from(image.data.subarray(4 * 20, 4 * 24)).toString("hex");
  // Of two NaN the payloads, negative zero, minus infinity.
  expect(odd).toBe("7fc01234ff81234580000000ff800000");
  const { bytes, extension } = await encodeImage(image);
  expect(extension).toBe("exr");
  expect(bytes).toEqual(caseFile("openexr-none-float.exr"));
});

test("half samples are colours in the order that people name", async () => {
  const image = await decodeImage(good);
  expect(image).toMatchObject({ channels: 4, bits: 16, colour: "rgba" });
});

test("rows from the bottom up are read, and written from the top down", async () => {
  const image = await decodeImage(caseFile("openexr-zips-float.exr"));
  const again = await decodeImage((await encodeImage(image)).bytes);
  expect(again).toEqual(image);
});

/** ImfWav's wenc16 at every level, the finest first: the reverse, written again from the definition. */
function wavelet(words: Uint16Array, width: number, height: number): void {
  const pair = (a: number, b: number): void => {
    const shifted = (words[a]! + 0x8000) & 0xffff;
    let mean = (shifted + words[b]!) >> 1;
    const difference = shifted - words[b]!;
    if (difference < 0) mean = (mean + 0x8000) & 0xffff;
    words[a] = mean;
    words[b] = difference & 0xffff;
  };
  for (let step = 1; 2 * step <= Math.min(width, height); step *= 2) {
    const whole = 2 * step;
    const below = step * width;
    let y = 0;
    for (; y + whole <= height; y += whole) {
      let x = 0;
      for (; x + whole <= width; x += whole) {
        const at = y * width + x;
        pair(at, at + step);
        pair(at + below, at + below + step);
        pair(at, at + below);
        pair(at + step, at + step + below);
      }
      if ((width & step) !== 0) pair(y * width + x, y * width + x + below);
    }
    if ((height & step) === 0) continue;
    for (let x = 0; x + whole <= width; x += whole) pair(y * width + x, y * width + x + step);
  }
}

property.prop([fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 32 }), fc.nat()], {
  numRuns: 100,
})("wavelets of all 16 bits are undone", (width, height, seed) => {
  const words = new Uint16Array(noise(2 * width * height, seed % 1000).buffer.slice(0));
  const transformed = words.slice();
  wavelet(transformed, width, height);
  undoWavelet(transformed, { width, height, across: 1, most: 65_535 });
  expect(transformed).toEqual(words);
});

test("tiles come back as tiles, without compression", async () => {
  const file = caseFile("openexr-tiles-none-half.exr");
  const image = await decodeImage(file);
  expect(image).toMatchObject({ width: 19, height: 37, channels: 3, bits: 16 });
  expect((await encodeImage(image)).bytes).toEqual(file);
  const other = await decodeImage(caseFile("openexr-tiles-zip-float.exr"));
  expect(await decodeImage((await encodeImage(other)).bytes)).toEqual(other);
});

test("squares of B44 end where their block does", () => {
  const block = { width: 3, rows: 2, channels: 1, size: 2, type: 1, bytes: 12 };
  // One half, in the order of values, for all of a square.
  const one = Uint8Array.of(0xbc, 0x00, 13 << 2);
  const ones = Uint8Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 0x00 : 0x3c));
  expect(unpackB44(one, block)).toEqual(ones);
  for (const wrong of [[...one, 0], [...one.subarray(0, 2)], [0xbc, 0x00, 12 << 2]]) {
    expect(() => unpackB44(Uint8Array.from(wrong), block)).toThrow(/squares/);
  }
});

describe("kept as a file", () => {
  const patched = (name: string, at: number, value: number): Uint8Array =>
    patchedIn("openexr-zip-half.exr", name, at, value);
  const patchedIn = (file: string, name: string, at: number, value: number): Uint8Array => {
    const copy = caseFile(file);
    const start = Buffer.from(copy).indexOf(`${name}\0`) + name.length + 1;
    // Behind the type's name and the length.
    const content = copy.indexOf(0, start) + 5;
    copy[content + at] = value;
    return copy;
  };
  test.each<[string, Uint8Array, RegExp]>([
    ["no size of its tiles", good.with(5, 2), /damaged OpenEXR/],
    ["several parts", good.with(5, 0x10), /several parts/],
    ["other compression", patched("compression", 0, 8), /DWAA/],
    ["no such compression", patched("compression", 0, 99), /method 99/],
    ["channels of other sizes", patched("channels", 2 + 8, 2), /different sizes/],
    ["samples of different kinds", patched("channels", 2, 2), /different kinds/],
    ["logarithms", patchedIn("openexr-b44-half.exr", "channels", 2 + 4, 1), /of logarithms/],
    ["smaller copies", patchedIn("openexr-tiles-piz-half.exr", "tiles", 8, 1), /smaller copies/],
    ["tiles of no size", patchedIn("openexr-tiles-piz-half.exr", "tiles", 0, 0), /damaged OpenEXR/],
    ["tiles of another size", patchedIn("openexr-tiles-piz-half.exr", "tiles", 0, 15), /damaged/],
    ["samples cut short", good.subarray(0, -200), /damaged OpenEXR/],
    ["data behind the end", new Uint8Array([...good, 1, 2]), /data behind its rows, 2 bytes/],
  ])("%s", async (_, file, what) => {
    await expect(decodeImage(file, { onePicture: true })).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringMatching(what),
    });
  });
});

describe("what a sender may have put into a record, who has the key", () => {
  test.each<[string, (head: Uint8Array) => unknown]>([
    ["no header", () => 5],
    ["a header cut short", (head) => head.subarray(0, -1)],
    ["more than a header", (head) => new Uint8Array([...head, 0])],
    ["samples of another kind", (head) => replaced(head, [1, 0, 0, 0], [2, 0, 0, 0])],
  ])("%s: refused", async (_, change) => {
    const image = await decodeImage(good);
    const { origin } = image.metadata;
    const head = change(origin!.fields!["head"] as Uint8Array);
    const forged = { ...origin!, fields: { head } } as Image["metadata"]["origin"];
    const metadata = { ...image.metadata, ...(forged && { origin: forged }) };
    await expect(encodeImage({ ...image, metadata })).rejects.toMatchObject({ code: "broken" });
  });

  /** All of the channels' types. */
  function replaced(head: Uint8Array, from: number[], to: number[]): Uint8Array {
    const copy = Buffer.from(head);
    const names = ["A\0", "B\0", "G\0", "R\0"];
    for (const name of names) {
      const at = copy.indexOf(Buffer.concat([Buffer.from(name), Buffer.from(from)]));
      copy.set(to, at + 2);
    }
    return new Uint8Array(copy);
  }
});
