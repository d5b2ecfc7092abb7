import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  deflatedDicom,
  encapsulated,
  madeSyntaxes,
  type MadeElement,
} from "../../image/dicom/made-dicom.test.data.ts";
import { readDataSet } from "../../image/dicom/data-set.ts";
import { losslessJpeg } from "../../image/jpeg/lossless/made-lossless.test.data.ts";
import { segment } from "../../image/jpeg/made-jpeg-scans.test.data.ts";
import { decrypt, encrypt, type EncryptOptions } from "../../index.ts";
import { createContentKey, generateIdentity } from "../../keys/index.ts";
import { isContainer } from "../index.ts";
import {
  key,
  options,
  width,
  height,
  region,
  study,
  secrets,
  secret,
  bytesOf,
  value,
  hostile,
  has,
  elementsOf,
  samplesOf,
  isHidden,
  plain,
} from "./hostile-dicom.test.data.ts";

describe.each(madeSyntaxes)("a DICOM file (%s)", (syntax) => {
  test("holds nothing that tells of anybody, and shows the other pixels", async () => {
    const before = secrets;
    const file = hostile(syntax, 2);
    const out = await encrypt(file, { ...options, regions: [region] });
    expect(secrets - before).toBeGreaterThan(30);
    for (let i = before; i < secrets; i++) {
      const text = `SECRET${String(i).padStart(3, "0")}`;
      const tail = text.slice(1);
      expect([text, has(file, tail)]).toEqual([text, true]);
      expect([text, has(out, tail)]).toEqual([text, false]);
    }
    for (const known of [
      study,
      "20240305",
      "20240306",
      "101112",
      "19700102",
      "soft",
      "Maker",
      "II*",
    ]) {
      expect([known, has(file, known)]).toEqual([known, true]);
      expect([known, has(out, known)]).toEqual([known, false]);
    }
    expect(out.subarray(0, 128).every((byte) => byte === 0)).toBe(true);

    const samples = await samplesOf(out);
    const expected = samples.map((_, i) => (isHidden(i) ? 0 : value(i)));
    expect(samples).toHaveLength(2 * width * height);
    expect(samples).toEqual(expected);
    expect(isContainer(out)).toBe(true);
    expect(await decrypt(out, { key })).toMatchObject({ name: "scan.dcm", bytes: file });
  });

  test("keeps what a picture needs, and says what was done", async () => {
    const out = await encrypt(hostile(syntax), options);
    const element = await elementsOf(out);
    const kept = {
      "00080060": "OT",
      "00080070": "Removed",
      "00180050": "2.5",
      "00281052": "-1024",
    };
    for (const [tag, text] of Object.entries(kept))
      expect([tag, element(tag)]).toEqual([tag, text]);
    expect(element("00120062")).toBe("YES");
    expect(element("00120063")).toMatch(/PS3\.15/);
    expect(element("00280303")).toBe("REMOVED");
    expect(element("00080016")).toBe("1.2.840.10008.5.1.4.1.1.7");
    expect(element("00080018")).toMatch(/^2\.25\.\d{36,39}$/);
    expect(element("00020003")).toBe(element("00080018"));
    expect(element("00100020")).toMatch(/^[0-9A-F]{16}$/);
    expect(element("00100010") ?? "").toBe("");
    expect((await samplesOf(out)).every((sample, i) => sample === value(i))).toBe(true);
    // The most that is among pixels stays known where all of them do.
    const { dataSet } = await readDataSet(out);
    expect(dataSet.uint16("x00280107")).toBe(0xfff);
    const hidden = await readDataSet(
      await encrypt(hostile(syntax), { ...options, regions: [region] }),
    );
    expect(hidden.dataSet.uint16("x00280107")).toBeUndefined();
    const items = dataSet.elements["x00081140"]?.items ?? [];
    expect(items).toHaveLength(1);
    expect(items[0]!.dataSet!.string("x00081155")).toBe(element("0020000d"));
    expect(items[0]!.dataSet!.string("x00081150")).toBe("1.2.840.10008.5.1.4.1.1.7");
    // A name is emptied, as the table says; all else is gone.
    const inside = Object.keys(items[0]!.dataSet!.elements).toSorted();
    expect(inside).toEqual(["x00081150", "x00081155", "x00100010"]);
    expect(items[0]!.dataSet!.elements["x00100010"]!.length).toBe(0);
  });
});

test("a deflated data set tells of nobody either", async () => {
  const before = secrets;
  const inflated = hostile("explicit", 2);
  const file = deflatedDicom(inflated, deflateRawSync);
  const out = await encrypt(file, { ...options, regions: [region] });
  expect(secrets - before).toBeGreaterThan(30);
  for (let i = before; i < secrets; i++) {
    const text = `SECRET${String(i).padStart(3, "0")}`;
    expect([text, has(inflated, text.slice(1))]).toEqual([text, true]);
    expect([text, has(out, text.slice(1))]).toEqual([text, false]);
  }
  const samples = await samplesOf(out);
  expect(samples).toEqual(samples.map((_, i) => (isHidden(i) ? 0 : value(i))));
  expect(samples).toHaveLength(2 * width * height);
  expect(await decrypt(out, { key })).toMatchObject({ name: "scan.dcm", bytes: file });
});

test("what stands beside the samples of a JPEG is not in the made file", async () => {
  const [comment, data] = [bytesOf(secret()), bytesOf(`MAKER\0${secret()}`)];
  const samples = Array.from({ length: width * height }, (_, i) => value(i));
  const before = [segment(0xfe, comment), segment(0xe5, data)];
  const jpeg = losslessJpeg({ width, height, bits: 12, samples, predictor: 4, before });
  const file = plain([encapsulated([jpeg])], "1.2.840.10008.1.2.4.57");
  const out = await encrypt(file, { ...options, regions: [region] });
  for (const bytes of [comment, data])
    expect([has(file, bytes), has(out, bytes)]).toEqual([true, false]);
  expect(await samplesOf(out)).toEqual(samples.map((sample, i) => (isHidden(i) ? 0 : sample)));
  expect((await decrypt(out, { key })).bytes).toEqual(file);
});

test("files of one content key have the same UIDs for the same, and of another others", async () => {
  const contentKey = await createContentKey({ recipients: [(await generateIdentity()).recipient] });
  const uids = async (own: Partial<EncryptOptions>, file: Uint8Array): Promise<unknown[]> => {
    const { key: _, ...rest } = options;
    const element = await elementsOf(await encrypt(file, { ...rest, ...own }));
    return ["0020000d", "0020000e", "00100020"].map(element);
  };
  const [one, two] = [hostile("explicit"), hostile("implicit")];
  const [first, second] = [await uids({ contentKey }, one), await uids({ contentKey }, two)];
  expect(second.slice(0, 2)).toEqual(first.slice(0, 2));
  expect(await uids({ contentKey }, one)).toEqual(first);
  const other = await uids({ key }, one);
  expect(other.map((uid, i) => uid === first[i])).toEqual([false, false, false]);
});

test("a value too long for its representation is unknown, and nothing behind it moves", async () => {
  const file = hostile("implicit", 1, [["00281051", "DS", "1.5\\".repeat(20_000)]]);
  const out = await encrypt(file, options);
  expect((await samplesOf(out)).every((sample, i) => sample === value(i))).toBe(true);
  const { dataSet } = await readDataSet(out);
  expect(dataSet.elements["x00281051"]).toMatchObject({ vr: "UN", length: 80_000 });
  expect(dataSet.string("x00281052")).toBe("-1024");
});

/** Elements that stay where their values are what they say, and values that are not. */
const misused: readonly (readonly [tag: string, vr: string, good: string, bad: string])[] = [
  ["00080008", "CS", "ORIGINAL\\PRIMARY", "Doe-John/1970.01"],
  ["00080060", "CS", "CT", "CT\\DOE JOHN"],
  ["00180015", "CS", "CHEST", "ABCDEFGHIJKLMNOPQ"],
  ["00180050", "DS", "2.5", "2.5\\19700102"],
  ["00180060", "DS", "120", "1-2-1970"],
  ["00200013", "IS", "7", "7\\8"],
  ["00200032", "DS", "-1.5\\2\\3", "1\\2\\3\\19700102"],
  ["00209056", "SH", "1", "DOE"],
  ["00281052", "DS", "-1024", "1970/01/02"],
  ["00281054", "LO", "HU", "DOE^JOHN"],
];
const texts: readonly (readonly [tag: string, vr: string])[] = [
  ["00080070", "LO"],
  ["00081090", "LO"],
  ["00180024", "SH"],
  ["00181000", "LO"],
  ["00181020", "LO"],
  ["00181210", "SH"],
  ["00189005", "SH"],
  ["00281055", "LO"],
];

test("values stay where they are of their representation's form and number; free texts do not", async () => {
  const made = async (column: 2 | 3): Promise<(tag: string) => string | undefined> => {
    const elements: MadeElement[] = misused.map((each) => [each[0], each[1], each[column]]);
    return await elementsOf(await encrypt(plain(elements), options));
  };
  const [good, bad] = [await made(2), await made(3)];
  for (const [tag, , value, other] of misused) {
    expect([tag, good(tag)]).toEqual([tag, value]);
    expect([tag, bad(tag) ?? "", other]).toEqual([tag, "", other]);
  }
  const names = texts.map(([tag, vr]): MadeElement => [tag, vr, secret()]);
  const code = [["00080100", "SH", "113100"] as const, ["00080104", "LO", "DOE JOHN"] as const];
  const file = plain([
    ...names,
    ["00101022", "DS", "31.41592"],
    ["00101024", "DS", "27.18281"],
    ["00082218", "SQ", [code]],
    ["00280304", "UI", "1.2.840.10008.19700102.1"],
    ["00282000", "OB", bytesOf("a profile of 2010")],
    ["00283010", "SQ", [[["00283003", "LO", "DOE^JOHN"]]]],
  ]);
  const out = await encrypt(file, options);
  const given = ["SECRET", "31.41592", "27.18281", "DOE", "19700102", "a profile of 2010"];
  for (const text of given)
    expect([text, has(file, text), has(out, text)]).toEqual([text, true, false]);
  const element = await elementsOf(out);
  for (const [tag] of texts) expect([tag, element(tag)]).toEqual([tag, "Removed"]);
  expect(element("00280304")).toMatch(/^2\.25\./);
  const { dataSet } = await readDataSet(out);
  const [inside] = dataSet.elements["x00082218"]!.items!;
  expect(inside!.dataSet!.string("x00080100")).toBe("113100");
  expect(inside!.dataSet!.string("x00080104")).toBe("Removed");
});

test("with a region, nothing tells of extremes and ranges of all pixels", async () => {
  const ranges: MadeElement[] = [
    ["00280106", "US", 3],
    ["00280107", "US", 4],
    ["00280121", "US", 5],
    ["00281231", "FD", new Uint8Array(8)],
    ["00281232", "FD", new Uint8Array(8)],
  ];
  const window: MadeElement = ["00281050", "DS", "40"];
  const mapping: MadeElement = [
    "00409096",
    "SQ",
    [
      [
        ["00409211", "US", 6],
        ["00409216", "US", 7],
      ],
    ],
  ];
  const file = plain([window, ...ranges, mapping, ["52009229", "SQ", [[...ranges, mapping]]]]);
  const tagsOf = async (own: Partial<EncryptOptions>): Promise<string[]> => {
    const { dataSet } = await readDataSet(await encrypt(file, { ...options, ...own }));
    const inside = dataSet.elements["x52009229"]!.items![0]!.dataSet!;
    return [dataSet, inside].flatMap(({ elements }) => Object.keys(elements));
  };
  const tags = [...ranges, mapping].map(([tag]) => `x${tag}`);
  const count = (of: readonly string[]): number => of.filter((tag) => tags.includes(tag)).length;
  expect(count(await tagsOf({}))).toBe(2 * tags.length);
  const hidden = await tagsOf({ regions: [region] });
  expect(count(hidden)).toBe(0);
  expect(hidden).toContain("x00281050");
});
