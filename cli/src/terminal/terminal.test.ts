import { printable } from "@neuroveil/files";
import { sizeText } from "neuroveil/errors";
import { describe, expect, test, vi } from "vitest";
import { colouredVerdict } from "./colour.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrap.ts";
import { roughText, secondsText } from "./units.ts";

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

test("a table's cells can be coloured, and stay in their columns", () => {
  const paint = (cell: string): string => cell.replace(/\S+/, (word) => `<${word}>`);
  expect(
    table(
      ["id", "verdict", "n"],
      [
        ["a", "pass"],
        ["bb", "fail", "x"],
      ],
      paint,
    ),
  ).toBe("id  verdict  n\n--  -------  -\n<a>   <pass>\n<bb>  <fail>     <x>");
});

test("a table of more than 80 characters has narrower gaps, then longer cells in several lines", () => {
  const text = (...row: string[]): string[] =>
    table(
      row.map((_, i) => `c${i}`),
      [row],
    ).split("\n");
  const [a, b] = ["a".repeat(40), "b".repeat(38)];
  expect(text(a, b)[2]).toBe(`${a}  ${b}`);
  expect(text(a, `${b}b`)[2]).toBe(`${a} ${b}b`);
  const words = "word ".repeat(12).trim();
  expect(text(a, words, "pass").slice(2)).toEqual([
    `${a} ${"word ".repeat(7)}pass`,
    `${" ".repeat(40)} ${"word ".repeat(5).trim()}`,
  ]);
  // Nothing to break: it stays as wide as it is.
  expect(text(a, a)[2]).toBe(`${a} ${a}`);
});

test("running text is broken between words at 80 characters", () => {
  const text = wrapped("word ".repeat(40).trim(), 14);
  const [first, ...others] = text.split("\n");
  expect(first).toBe("word ".repeat(13).trim());
  expect(others[0]).toBe(" ".repeat(14) + "word ".repeat(13).trim());
  expect(wrapped("x".repeat(90))).toBe("x".repeat(90));
});

describe("verdicts are coloured", () => {
  const green = "\u001b[32mpasses all 3 tests\u001b[39m";
  const colouredWith = (env: Record<string, string>, isTTY: boolean): string => {
    for (const name of ["NO_COLOR", "FORCE_COLOR", "TERM"]) vi.stubEnv(name, env[name]);
    const before = process.stdout.isTTY;
    process.stdout.isTTY = isTTY;
    try {
      return colouredVerdict("passes all 3 tests");
    } finally {
      process.stdout.isTTY = before;
      vi.unstubAllEnvs();
    }
  };
  test.each<[string, Record<string, string>, boolean, boolean]>([
    ["on a terminal", {}, true, true],
    ["not in a pipe", {}, false, false],
    ["not with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["with an empty NO_COLOR, which is none", { NO_COLOR: "" }, true, true],
    ["not on a terminal without colours", { TERM: "dumb" }, true, false],
    ["in a pipe with FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
    ["with FORCE_COLOR, whatever NO_COLOR says", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    ["not with FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ])("%s", (_, env, isTTY, colour) =>
    expect(colouredWith(env, isTTY)).toBe(colour ? green : "passes all 3 tests"),
  );

  test("by what they say, and nothing else is", () => {
    vi.stubEnv("FORCE_COLOR", "1");
    expect(colouredVerdict("fail  ")).toBe("\u001b[31mfail  \u001b[39m");
    expect(colouredVerdict("0.5")).toBe("0.5");
    expect(colouredVerdict("passage")).toBe("passage");
    vi.unstubAllEnvs();
  });
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

  test.each([
    [0.2, "1 s"],
    [99, "99 s"],
    [125.2, "3 min"],
    [5939, "99 min"],
    [5941, "2 h"],
  ])("%d seconds are about %s", (seconds, text) => expect(roughText(seconds)).toBe(text));
});
