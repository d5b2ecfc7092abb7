import { describe, expect, test } from "vitest";
import { printable } from "./printable.ts";
import { table } from "./table.ts";
import { secondsText, sizeText } from "./units.ts";

test("a name with line breaks, terminal commands or reversed text is shown on one harmless line", () => {
  expect(printable("a\nb\u001b[2Jc")).toBe("a\\u{a}b\\u{1b}[2Jc");
  expect(printable("photo\u202Egpj.exe")).toBe("photo\\u{202e}gpj.exe");
  expect(printable("")).toBe('""');
  expect(printable("Fähre ☀ 船.png")).toBe("Fähre ☀ 船.png");
});

test("a table aligns text to the left and numbers to the right", () => {
  const text = table(
    ["id", "MB/s"],
    [
      ["hybrid", "574.0"],
      ["3des", "29.5"],
      ["none", "2.4e-9"],
    ],
  );
  expect(text.split("\n")).toEqual([
    "id        MB/s",
    "------  ------",
    "hybrid   574.0",
    "3des      29.5",
    "none    2.4e-9",
  ]);
});

describe("units", () => {
  test.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1.0 kB"],
    [999_960, "1.0 MB"],
    [36_578_304, "36.6 MB"],
    [5e12, "5.0 TB"],
  ])("%d bytes are %s", (bytes, text) => expect(sizeText(bytes)).toBe(text));

  test.each([
    [0.0124, "12 ms"],
    [3.456, "3.46 s"],
    [125.2, "2 min 5 s"],
  ])("%d seconds are %s", (seconds, text) => expect(secondsText(seconds)).toBe(text));
});
