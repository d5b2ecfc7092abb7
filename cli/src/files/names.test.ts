import { basename } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { cipherName, hasCipherName, restoredName, safeBaseName } from "./names.ts";

test("photo.jpg becomes photo.jpg.veil.png, which is known again by its name", () => {
  expect(cipherName("photo.jpg")).toBe("photo.jpg.veil.png");
  expect(hasCipherName("PHOTO.JPG.VEIL.PNG")).toBe(true);
  expect(hasCipherName("veil.png")).toBe(false);
});

describe("the name of a decrypted file", () => {
  test.each([
    ["photo.jpg", "x.veil.png", "png", "photo.png"],
    ["scan.tar.png", "x.veil.png", "tiff", "scan.tar.tiff"],
    ["report.pdf", "x.veil.png", undefined, "report.pdf"],
    ["noextension", "x.veil.png", "png", "noextension.png"],
    [".png", "x.veil.png", "png", ".png.png"],
    [undefined, "dir/photo.jpg.veil.png", "png", "photo.png"],
    [undefined, "dir/noise.png", "png", "noise-decrypted.png"],
    [undefined, "dir/a.b.png", "tiff", "a.b-decrypted.tiff"],
    [undefined, "dir/report.pdf.veil.png", undefined, "report.pdf"],
  ])("sealed %s in %s as %s is %s", (sealed, path, extension, expected) => {
    expect(restoredName(sealed, path, extension)).toBe(expected);
  });

  test.each([
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\windows\\system.ini",
    "..\\x",
    "a/..",
    "..",
    ".",
    "",
    "/",
  ])("a sealed %j stays in its folder", (sealed) => {
    const name = restoredName(sealed, "dir/photo.jpg.veil.png", undefined);
    expect(basename(name)).toBe(name);
    expect(["", ".", ".."]).not.toContain(name);
  });

  property.prop([fc.string({ unit: "binary" })])("any sealed name does", (sealed) => {
    const name = safeBaseName(sealed);
    if (name === undefined) return;
    expect(name).not.toMatch(/[/\\\0]/);
    expect(["", ".", ".."]).not.toContain(name);
  });
});
