import { describe, expect, test } from "vitest";
import {
  cipherName,
  hasCipherName,
  numberedName,
  restoredName,
  sealedName,
  secondName,
} from "./names.ts";

test("photo.jpg becomes photo.jpg.veil.png, which is known again by its name", () => {
  expect(cipherName("photo.jpg")).toBe("photo.jpg.veil.png");
  expect(hasCipherName("PHOTO.JPG.VEIL.PNG")).toBe(true);
  expect(hasCipherName("veil.png")).toBe(false);
});

test("a name of 255 bytes leaves room for what is added to it", () => {
  const name = cipherName(`${"ä".repeat(125)}.jpeg`);
  expect(name).toMatch(/^ä+\.jpeg\.veil\.png$/);
  expect(Buffer.byteLength(`${numberedName(name, 99_999)}.sig`)).toBeLessThanOrEqual(255);
});

test("bytes that are no UTF-8 are sealed as % and two hex digits", () => {
  expect(sealedName("folder\udce9/caf\udce9 100%.png")).toBe("caf%E9 100%.png");
  expect(cipherName("caf\udce9.png")).toBe("caf%E9.png.veil.png");
});

test.each([
  ["photo.png", 2, "photo-2.png"],
  ["photo.jpg.veil.png", 3, "photo-3.jpg.veil.png"],
  ["archive.tar.gz", 2, "archive.tar-2.gz"],
])("%s with number %i is %s", (name, number, expected) => {
  expect(numberedName(name, number)).toBe(expected);
});

test("a second file beside one of a chosen name has its own extension", () => {
  expect(secondName("photo.png", "png")).toBe("photo-2.png");
  expect(secondName("both.v1.png", "tiff")).toBe("both.v1-2.tiff");
  expect(secondName("noise", "png")).toBe("noise-2.png");
});

describe("the name of a decrypted file", () => {
  test.each([
    ["photo", "x.veil.png", "png", "photo.png"],
    ["scan.v2", "x.veil.png", "tiff", "scan.v2.tiff"],
    ["report.pdf", "x.veil.png", undefined, "report.pdf"],
    [undefined, "dir/photo.jpg.veil.png", "png", "photo.png"],
    [undefined, "dir/noise.png", "png", "noise-decrypted.png"],
    [undefined, "dir/a.b.png", "tiff", "a.b-decrypted.tiff"],
    [undefined, "dir/report.pdf.veil.png", undefined, "report.pdf"],
  ])("sealed %s in %s as %s is %s", (sealed, path, extension, expected) => {
    expect(restoredName(sealed, path, extension)).toBe(expected);
  });
});
