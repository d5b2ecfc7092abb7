import { describe, expect, test } from "vitest";
import { decrypt } from "../decrypt.ts";
import { encrypt } from "../encrypt.ts";
import { caseFile } from "./cases.test.data.ts";
import { decodeImage, encodeImage, samplesSha256, shapeOf, type Image } from "./index.ts";

const key = new Uint8Array(32).fill(7);

test.each<[string, string, ...string[]]>([
  ["pydicom-frames.dcm", "dcm"],
  ["pydicom-rle.dcm", "dcm"],
  ["tifffile-bands-pages.tif", "tiff"],
  ["tifffile-float-nan.tif", "tiff"],
  ["tifffile-int32-big.tif", "tiff"],
  ["pillow-gray16-lzw.tif", "png"],
  ["pillow-palette.gif", "png"],
  ["pillow-palette.bmp", "png"],
  ["pillow-rgb.jp2", "png", "a comment (COM), 33 bytes"],
  ["pillow-rgba.webp", "png"],
  ["heif-enc.heic", "png"],
  ["cjxl-rgba8.jxl", "png"],
  ["openexr-piz-float.exr", "exr"],
  ["openexr-zip-half.exr", "exr"],
  ["pillow-animation.gif", "gif"],
  ["pillow-animation.png", "png"],
  ["pillow-animation.webp", "png"],
  ["cjxl-animation-rgba8.jxl", "png"],
])("%s is encrypted as pixels and comes back as %s", async (name, extension, ...comments) => {
  const file = caseFile(name);
  const warnings: string[] = [];
  const onWarning = (warning: string): void => void warnings.push(warning);
  const opened = await decrypt(await encrypt(file, { key, name, onWarning }), { key });
  const told = comments.map((what) => expect.stringContaining(what) as string);
  expect(warnings).toEqual(told);
  expect(opened).toMatchObject({
    payload: "pixels",
    name: `${name.slice(0, name.lastIndexOf("."))}.${extension}`,
  });
  const [before, after] = [await decodeImage(file), await decodeImage(opened.bytes)];
  expect(await samplesSha256(after)).toBe(await samplesSha256(before));
  expect(shapeOf(after)).toMatchObject({ ...shapeOf(before) });
});

describe("what a sender may have put into a record, who has the key", () => {
  const changed = async (name: string, fields: object): Promise<Image> => {
    const image = await decodeImage(caseFile(name));
    const { origin } = image.metadata;
    const forged = { ...origin!, fields: { ...origin!.fields, ...fields } };
    return { ...image, metadata: { ...image.metadata, origin: forged } };
  };

  test.each<[string, string, object]>([
    ["no order", "pydicom-frames.dcm", { order: "middle" }],
    ["no tail", "pydicom-frames.dcm", { tail: 5 }],
    ["wider samples", "pydicom-frames.dcm", { allocated: 32 }],
    ["narrower samples", "pydicom-frames.dcm", { allocated: 8 }],
    ["tags cut short", "tifffile-bands-pages.tif", { tags: Uint8Array.of(1, 6, 0, 3, 0) }],
    [
      "a tag of more values than there are",
      "tifffile-bands-pages.tif",
      { tags: Uint8Array.of(1, 6, 0, 3, 255, 255, 255, 255, 0, 1) },
    ],
    ["endless tags", "tifffile-bands-pages.tif", { tags: emptyTags(2 ** 20) }],
  ])("%s: refused", async (_, name, fields) => {
    await expect(encodeImage(await changed(name, fields))).rejects.toMatchObject({
      name: "NeuroveilError",
      code: "broken",
    });
  });

  /** Tags without values. */
  function emptyTags(count: number): Uint8Array {
    const tags = new Uint8Array(8 * count);
    for (let at = 0; at < tags.length; at += 8) tags.set([2, 0, 0, 1], at);
    return tags;
  }
});
