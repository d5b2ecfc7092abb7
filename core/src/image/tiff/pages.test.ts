import { expect, test } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { settle } from "../leftover.ts";
import { tiffBytes } from "./bytes.ts";
import { readDirectories } from "./directory.ts";
import { tiffFile } from "./made-tiff.test.data.ts";
import { tags } from "./tags.ts";

test("of a map with smaller copies the picture is read, and it is said that they are not kept", async () => {
  const file = caseFile("gdal-copies.tif");
  expect([...readDirectories(tiffBytes(file))].length).toBe(3);
  const said: string[] = [];
  const onNotKept = (what: readonly string[]): unknown => said.push(...what);
  const image = await decodeImage(file, { onePicture: true, onNotKept });
  expect(image).toMatchObject({ width: 96, height: 80, channels: 3 });
  expect(said).toEqual([expect.stringMatching(/^smaller copies of the picture, \d+ bytes$/)]);
  const { bytes } = await encodeImage(image);
  const [back, ...more] = readDirectories(tiffBytes(bytes));
  expect(more).toEqual([]);
  // The place on the map.
  const [first] = readDirectories(tiffBytes(file));
  expect(back!.field(33550)).toEqual(first!.field(33550));
});

test("a mask is a second picture", async () => {
  const file = caseFile("gdal-mask.tif");
  const said: string[] = [];
  await decodeImage(file, { onNotKept: (what) => said.push(...what) });
  expect(said).toEqual([expect.stringMatching(/^a mask of the picture/)]);
  await expect(decodeImage(file, { onePicture: true })).rejects.toMatchObject({
    file: expect.stringMatching(/^a TIFF with a mask of the picture/),
  });
});

test("a copy that comes first is not taken for the picture", async () => {
  const form = { width: 2, height: 2, channels: 1, bits: 8 } as const;
  const file = tiffFile([1, 2, 3, 4], form, { [tags.subfileType]: [1] });
  await expect(decodeImage(file)).rejects.toMatchObject({
    file: "a TIFF whose first picture is a copy",
  });
});

test("what can be made again is said, however large it is", () => {
  const said: string[] = [];
  const onNotKept = (what: readonly string[]): unknown => said.push(...what);
  const copies = { what: "copies", bytes: 2 ** 20, derived: true } as const;
  settle("TIFF", [copies, { what: "a tag", bytes: 9 }], { onePicture: true, onNotKept });
  expect(said).toEqual(["copies, 1048576 bytes", "a tag, 9 bytes"]);
  const own = { what: "a tag", bytes: 2 ** 20 };
  expect(() => settle("TIFF", [copies, own], { onePicture: true })).toThrow(/a tag/);
});
