import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { baseName, differentName, stem } from "./base-name.ts";

test.each([
  ["photo.jpg", "photo.jpg"],
  ["/etc/passwd", "passwd"],
  ["../../../../etc/cron.d/job", "job"],
  ["..\\..\\windows\\system.ini", "system.ini"],
  ["C:\\autoexec.bat", "autoexec.bat"],
  ["C:autoexec.bat", "C_autoexec.bat"],
  ["file.txt:stream", "file.txt_stream"],
  ["a/b/", undefined],
  ["", undefined],
  [".", undefined],
  ["..", undefined],
  [" . . ", undefined],
  [".hidden", ".hidden"],
  ["name. ", "name"],
  ["nul", "_nul"],
  ["CON.png", "_CON.png"],
  ["com1.tar.gz", "_com1.tar.gz"],
  ["lpt¹", "_lpt¹"],
  ["console.png", "console.png"],
  ["line\nbreak\u0000\u001b[31m.png", "linebreak[31m.png"],
  ["photo\u202egnp.exe", "photognp.exe"],
  ['what?*<>|".png', "what______.png"],
  ["half \ud800 pair", "half \ufffd pair"],
  ["große Übersicht 写真 👩‍👩‍👧.png", "große Übersicht 写真 👩‍👩‍👧.png"],
])("%j becomes %j", (name, expected) => {
  expect(baseName(name)).toBe(expected);
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      "/",
      "\\",
      ".",
      " ",
      ":",
      "\u0000",
      "c",
      "o",
      "n",
      "é",
      "\u202e",
      "\ud83d",
    ),
    maxLength: 400,
  }),
);

describe("whatever the name", () => {
  property.prop([hostile])("what is left is a base name, and stays as it is", (name) => {
    const base = baseName(name);
    if (base === undefined) return;
    expect(base).not.toMatch(/[/\\:<>"|?*\p{Cc}\p{Cs}\u202a-\u202e]/u);
    expect(base).not.toMatch(/^\.*$|[. ]$/);
    expect(new TextEncoder().encode(base).length).toBeLessThanOrEqual(240);
    expect(baseName(base)).toBe(base);
  });

  test("long names are cut in the stem", () => {
    const base = baseName(`${"👩‍👧".repeat(100)}.jpeg`)!;
    expect(base).toMatch(/\.jpeg$/);
    expect(new TextEncoder().encode(base).length).toBeLessThanOrEqual(240);
    expect(baseName(`.${"x".repeat(300)}`)).toHaveLength(239);
  });
});

test.each([
  ["b.png", "a.png", "b.png"],
  ["photo.png", "photo.png", "photo-2.png"],
  ["PHOTO.png", "photo.PNG", "PHOTO-2.png"],
  ["photo.tiff", "photo.png", "photo.tiff"],
  ["a\u0308.tar.gz", "\u00e4.tar.gz", "a\u0308.tar-2.gz"],
  [".hidden", ".hidden", ".hidden-2"],
])("%s beside %s is %s", (name, taken, expected) => {
  expect(differentName(name, taken)).toBe(expected);
});

test.each([
  ["photo.jpg", "photo"],
  ["archive.tar.gz", "archive.tar"],
  [".hidden", ".hidden"],
  ["plain", "plain"],
])("the stem of %s is %s", (name, expected) => {
  expect(stem(name)).toBe(expected);
});
