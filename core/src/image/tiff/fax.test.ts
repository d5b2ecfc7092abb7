import { describe, expect, test } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { tiffBytes } from "./bytes.ts";
import { TiffDirectory } from "./directory.ts";
import { black, modes, white, type FaxCodes } from "./fax-codes.ts";
import { unpackFax, type FaxRows } from "./fax.ts";
import { tags } from "./tags.ts";

/** Bits with spaces between codes, filled up with zeros. */
function bits(text: string): Uint8Array {
  const all = text.replaceAll(/\s/g, "");
  const bytes = all.padEnd(8 * Math.ceil(all.length / 8), "0").match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

/** Rows of 0 and 1, or the refusal. */
function rowsOf(codes: string, width: number, rows: number, form: Partial<FaxRows>): string {
  const rowBytes = Math.ceil(width / 8);
  const usual = { width, rowBytes, rows, kind: "pages", twoDimensional: false } as const;
  try {
    const bytes = unpackFax(bits(codes), { ...usual, ...form });
    const texts = Array.from({ length: rows }, (_, row) =>
      Array.from(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), (byte) =>
        byte.toString(2).padStart(8, "0"),
      ).join(""),
    );
    // Behind the row there is nothing.
    expect(texts.every((text) => /^0*$/.test(text.slice(width)))).toBe(true);
    return texts.map((text) => text.slice(0, width)).join(" ");
  } catch (error) {
    expect(error).toMatchObject({ name: "NeuroveilError", code: "broken" });
    return (error as Error).message;
  }
}

const eol = "000000000001";

test.each<[string, string, number, string, Partial<FaxRows>]>([
  ["bytes: white 3, black 2, white 3", "1000 11 1000", 8, "00011000", { kind: "bytes" }],
  ["black at once", "00110101 00011 1110", 13, "1111111000000", { kind: "bytes" }],
  ["no pixels of black between white", "1000 0000110111 1100", 8, "00000000", { kind: "bytes" }],
  [
    "two such, and black goes on",
    "0111 11 00110101 0000110111 1100",
    9,
    "001100000",
    { kind: "bytes" },
  ],
  [
    "a run that goes on twice",
    "000000011111 000000011111 10011",
    5128,
    "0".repeat(5128),
    { kind: "bytes" },
  ],
  ["lines", `${eol} 1000 11 1000`, 8, "00011000", { kind: "lines" }],
  ["lines without ends", "1000 11 1000", 8, "00011000", { kind: "lines" }],
  ["an end behind zeros", `0000 ${eol} 1000 11 1000`, 8, "00011000", { kind: "lines" }],
  [
    "lines by those above, the first not",
    `${eol}1 1000 11 1000`,
    8,
    "00011000",
    { kind: "lines", twoDimensional: true },
  ],
  [
    "lines by those above, black at once",
    `${eol}1 00110101 11 1110`,
    8,
    "11000000",
    { kind: "lines", twoDimensional: true },
  ],
  ["pages: nothing changes", "1", 8, "00000000", {}],
  ["pages: black from the first pixel on", "001 00110101 000101", 8, "11111111", {}],
])("%s", (_, codes, width, row, form) => {
  expect(rowsOf(codes, width, 1, form)).toBe(row);
});

test("rows lie beside those above: the same, to both sides, passed by", () => {
  const codes = "001 0111 10 1  1 1 1  011 010 1  0001 1  1";
  expect(rowsOf(codes, 8, 5, {})).toBe("00111000 00111000 00010000 00000000 00000000");
});

describe("hostile", () => {
  const [bytes, lines] = [{ kind: "bytes" }, { kind: "lines" }] as const;
  test.each<[string, string, RegExp, Partial<FaxRows>]>([
    ["nothing", "", /end too early/, {}],
    ["a run behind the row", "1000 11 1011", /too long/, bytes],
    ["a run behind the row, by the row above", "001 1000 000101", /too long/, {}],
    ["a change behind the row", "011", /too long/, {}],
    [
      "a change before the one before",
      "001 0111 011 1  0000011 0000010",
      /turns back/,
      { rows: 2 },
    ],
    ["runs of no pixels in the middle", "001 1000 0000110111", /turns back/, {}],
    ["a passed end", "0001 1", /too long/, {}],
    ["a code that is none", "000000001111", /one is none/, bytes],
    ["pixels without a code", "0000001111", /one is none/, {}],
    ["a row cut short", "1000 11", /end too early/, bytes],
    ["a code cut short", "1000 11 10", /end too early/, bytes],
    ["zeros and no end", "0".repeat(4000), /end too early/, lines],
    ["the end of a page", `${eol} ${eol}`, /one is none/, lines],
    ["no ends where rows need them", "1000 11 1000", /line/, { ...lines, twoDimensional: true }],
    [
      "runs of no pixels where rows lie beside each other",
      `${eol}1 1000 0000110111 1100`,
      /no pixels/,
      { ...lines, twoDimensional: true },
    ],
    [
      "black at once of no pixels",
      `${eol}1 00110101 0000110111 10011`,
      /no pixels/,
      { ...lines, twoDimensional: true },
    ],
    ["an end is missing", `${eol} 1000 11 1000 1000 11 1000`, /line/, { ...lines, rows: 2 }],
    ["runs of no pixels", "001101010000110111".repeat(4000), /one is none/, bytes],
    ["a run that goes on and on", "000000011111".repeat(4000), /one is none/, bytes],
  ])("%s", (_, codes, problem, form) => {
    expect(rowsOf(codes, 8, form.rows ?? 1, form)).toMatch(problem);
  });
});

test("codes leave those bits alone that begin the end of a line, or an extension", () => {
  const none = ({ bits: lengths }: FaxCodes): number => lengths.filter((n) => n === 0).length;
  // T.4 and T.6: 0000 0000 begins nothing but an end; of modes, 0000 000 begins an end, 0000 001 an extension.
  expect([white, black].map(none)).toEqual([2 ** 5, 2 ** 5]);
  expect(none(modes)).toBe(2 ** 7);
});

test("0 is white where a fax does not say so, and the file that comes back does", async () => {
  const file = caseFile("tiffcp-fax-g3-2d-lsb.tif").slice();
  const view = new DataView(file.buffer);
  const start = view.getUint32(4, true);
  const entry = Array.from(
    { length: view.getUint16(start, true) },
    (_, i) => start + 2 + 12 * i,
  ).find((at) => view.getUint16(at, true) === tags.photometric);
  // CellWidth, which says nothing of the picture.
  view.setUint16(entry!, 264, true);
  const { bytes, extension } = await encodeImage(await decodeImage(file));
  expect(extension).toBe("tiff");
  const back = new TiffDirectory(tiffBytes(bytes));
  expect(back.integer(tags.photometric, 0, 9)).toBe(0);
  // As readers show it: a bit a pixel, where 1 of 255 would be next to white.
  expect(back.integer(tags.bitsPerSample, 0, 9)).toBe(1);
});
