import { describe, expect, test } from "vitest";
import { formatOf } from "./formats.ts";
import { concat } from "../bytes/arrays.ts";
import { chunkBytes, pngSignature } from "./png/chunks.ts";
import { realFiles } from "./real-files.test.data.ts";

const ihdr = chunkBytes("IHDR", new Uint8Array(13));
const idat = chunkBytes("IDAT", new Uint8Array(4));
const actl = chunkBytes("acTL", new Uint8Array(8));
const png = concat([pngSignature, ihdr, idat]);
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

test.each([
  ["png", png],
  ["png", pngSignature.subarray(0, 4)],
  ["apng", concat([pngSignature, ihdr, actl, idat])],
  ["png", concat([pngSignature, ihdr, idat, actl])],
  ["jpeg", Uint8Array.of(0xff, 0xd8)],
  ["jpeg", bytes("\xff\xd8\xff\xe0\0\x10JFIF\0")],
  ["jpeg", bytes("\x7f\xd8\xff\xe1\0\x10Exif\0")],
  ["tiff", bytes("II*\0")],
  ["tiff", bytes("MM\0*")],
  ["tiff", bytes("II+\0")],
  ["other", bytes("\x8aMNG\r\n\x1a\n\0\0\0\x1cMHDR")],
  ["other", bytes("\x8bJNG\r\n\x1a\n\0\0\0\x10JHDR")],
  ["gif", bytes("GIF89a")],
  ["webp", bytes("RIFF\x24\0\0\0WEBPVP8L")],
  ["avif", bytes("\0\0\0\x18ftypavif\0\0\0\0mif1miaf")],
  ["bmp", bytes("BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0")],
  ["other", bytes("BMW and other cars, a list of them")],
  ["pnm", bytes("P5\n# a comment\n3 2\n255\n")],
  ["pnm", bytes("P7\nWIDTH 3\n")],
  ["pnm", bytes("Pf\n3 2\n-1.0\n")],
  ["other", bytes("P5 is the fifth of them")],
  ["heic", bytes("\0\0\0\x18ftypmif1\0\0\0\0mif1heic")],
  ["jp2", bytes("\0\0\0\x0cjP  \r\n\x87\n")],
  ["jp2", bytes("\xff\x4f\xff\x51")],
  ["jls", bytes("\xff\xd8\xff\xf7\0\x0b")],
  ["jls", bytes("\xff\xd8\xff\xfe\0\x04hi\xff\xe8\0\x02\xff\xf8\0\x02\xff\xf7\0\x0b")],
  ["jpeg", bytes("\xff\xd8\xff\xfe\0\x04hi\xff\xc0\0\x02\xff\xf7\0\x0b")],
  ["jpeg", bytes("\xff\xd8\xff\xfe\x02\0hi")],
  ["jxl", bytes("\xff\x0a\xfa\x7f")],
  ["jxl", bytes("\0\0\0\x0cJXL \r\n\x87\n")],
  ["exr", bytes("\x76\x2f\x31\x01\x02\0\0\0")],
  ["dicom", new Uint8Array([...bytes("II*\0"), ...new Uint8Array(124), ...bytes("DICM")])],
  ["other", bytes("\0PNG is an image format")],
  ["other", new Uint8Array()],
])("%s by the first bytes", (format, file) => {
  expect(formatOf(file)?.id ?? "other").toBe(format);
});

describe("a PNG signature damaged on the way still counts", () => {
  test.each([...pngSignature.keys()])("byte %i changed", (i) => {
    expect(formatOf(png.with(i, png[i]! ^ 0x20))?.id).toBe("png");
  });

  test("sent as text: CR LF became LF, or LF became CR LF", () => {
    const unix = concat([png.subarray(0, 4), png.subarray(5)]);
    const dos = concat([png.subarray(0, 7), Uint8Array.of(13), png.subarray(7)]);
    expect(formatOf(unix)?.id).toBe("png");
    expect(formatOf(dos)?.id).toBe("png");
  });
});

test("real files are what their names say", () => {
  const formats: Record<string, string> = {
    png: "png",
    jpg: "jpeg",
    jpeg: "jpeg",
    tif: "tiff",
    tiff: "tiff",
    gif: "gif",
    webp: "webp",
    avif: "avif",
    avifs: "avif",
    bmp: "bmp",
    pbm: "pnm",
    pgm: "pnm",
    ppm: "pnm",
    pfm: "pnm",
    jp2: "jp2",
    heif: "heic",
    dcm: "dicom",
  };
  const wrong = realFiles(/./).filter(({ path, read }) => {
    const extension = path.toLowerCase().split(".").at(-1) ?? "";
    const format = path.includes("/apng/") ? "apng" : (formats[extension] ?? "other");
    return (formatOf(read())?.id ?? "other") !== format;
  });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
