import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { decodeImage } from "../index.ts";
import {
  deflatedDicom,
  encapsulated,
  madeDicom,
  smallShape,
  madeSyntaxes,
  type MadeElement,
  type MadeSyntax,
} from "./made-dicom.test.data.ts";

const pixels: MadeElement = ["7fe00010", "OW", new Uint8Array(64)];
const first: MadeElement = ["00080008", "CS", "A"];
const made = (before: readonly MadeElement[]): Uint8Array =>
  madeDicom("explicit", [first, ...before, ...smallShape, pixels]);

const most = 2 ** 18;

function repeated(bytes: readonly number[], times: number): Uint8Array {
  return new Uint8Array(bytes.length * times).map((_, i) => bytes[i % bytes.length]!);
}

const item = [0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0];
const bigItem = [0xff, 0xfe, 0xe0, 0x00, 0, 0, 0, 0];
const itemsOf = (syntax: MadeSyntax, times: number): Uint8Array =>
  repeated(syntax === "big" ? bigItem : item, times);
/** A sequence of undefined length, without items. */
const emptySequence = [
  0x40, 0, 0x60, 2, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0,
];

/** With these bytes in a sequence. */
function withSequence(content: Uint8Array, syntax: MadeSyntax): Uint8Array {
  const head = madeDicom(syntax, [first, ["00081140", "SQ", ""]]);
  new DataView(head.buffer).setUint32(head.length - 4, content.length, syntax !== "big");
  const start = madeDicom(syntax, []).length;
  return concat([head, content, madeDicom(syntax, [...smallShape, pixels]).subarray(start)]);
}

async function refused(file: Uint8Array): Promise<void> {
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "unsupported",
    file: "a DICOM file of more than 262144 elements and items",
  });
}

describe("of more elements and items than fit memory, a file is kept as one:", () => {
  test.each(madeSyntaxes)("items of a sequence, %s", async (syntax) => {
    await refused(withSequence(itemsOf(syntax, most), syntax));
  });

  test("deflated items", async () => {
    const deflated = deflatedDicom(
      withSequence(itemsOf("explicit", most), "explicit"),
      deflateRawSync,
    );
    expect(deflated.length).toBeLessThan(5000);
    await refused(deflated);
  });

  test("empty sequences in an item", async () => {
    const sequences = repeated(emptySequence, most / 2);
    const head = Uint8Array.from(item);
    new DataView(head.buffer).setUint32(4, sequences.length, true);
    await refused(withSequence(concat([head, sequences]), "explicit"));
  });

  test("fragments of compressed pixels", async () => {
    const uid = "1.2.840.10008.1.2.5";
    const file = madeDicom("explicit", [...smallShape, encapsulated([])], { uid });
    const end = file.length - 8;
    await refused(concat([file.subarray(0, end), itemsOf("explicit", most), file.subarray(end)]));
  });
});

test("a larger file may have more of them, but not a deflated one", async () => {
  const items = withSequence(itemsOf("explicit", most), "explicit");
  const padding = Uint8Array.of(0xfc, 0xff, 0xfc, 0xff, 0x4f, 0x42, 0, 0, 0, 0, 0x90, 0);
  const file = concat([items, padding, new Uint8Array(0x900000)]);
  expect(file.length).toBeGreaterThan(32 * most);
  expect(await decodeImage(file)).toMatchObject({ width: 8 });
  await refused(deflatedDicom(file, deflateRawSync));
});

test("some hundred items are read", async () => {
  for (const syntax of madeSyntaxes) {
    const file = withSequence(itemsOf(syntax, 500), syntax);
    expect(await decodeImage(file)).toMatchObject({ width: 8 });
  }
});

// What is counted has to be what the parser makes something of.
describe("where the parser would see other elements, a file is kept as one:", () => {
  const element = (...value: number[]): number[] => [
    9,
    0,
    0x11,
    0,
    0x4c,
    0x4f,
    value.length,
    0,
    ...value,
  ];
  const open = (vr: string, ...value: number[]): MadeElement => [
    "00091140",
    vr,
    Uint8Array.from(value),
    { open: true },
  ];
  test.each<[string, Uint8Array]>([
    ["bytes up to a delimiter", made([open("OB", ...element(0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0))])],
    [
      "a delimiter of a length",
      made([
        open(
          "SQ",
          ...item.slice(0, 4),
          255,
          255,
          255,
          255,
          0xfe,
          0xff,
          0x0d,
          0xe0,
          0,
          0,
          2,
          0,
          0,
          0,
        ),
      ]),
    ],
    [
      "an item longer than its sequence",
      made([
        ["00081140", "SQ", Uint8Array.of(...item.slice(0, 4), 10, 0, 0, 0)],
        ["00081150", "CS", "AB"],
      ]),
    ],
    ["a delimiter of nothing", made([["fffee00d", "\0\0", ""]])],
  ])("%s", async (_, file) => {
    await expect(decodeImage(file)).rejects.toMatchObject({
      code: "broken",
      file: "a damaged DICOM (it is cut short, or its elements do not lead to its pixels)",
    });
  });
});
