import { describe, expect, test } from "vitest";
import { caseFile } from "../../image/cases.test.data.ts";
import { enclosedPng } from "../../image/dicom/enclosed-png.ts";
import {
  madeDicom,
  madeSyntaxes,
  type MadeElement,
} from "../../image/dicom/made-dicom.test.data.ts";
import { readDataSet } from "../../image/dicom/data-set.ts";
import { decodeImage } from "../../image/index.ts";
import { picturesOf } from "../../image/carried.ts";
import { atOnce } from "../../turns.ts";
import { decrypt, encrypt, type EncryptOptions } from "../../index.ts";
import { createContentKey, generateIdentity } from "../../keys/index.ts";
import { isContainer } from "../index.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => 7 * i);
const options = { key, dicomOut: "basic", name: "scan.dcm" } as const;
const width = 12;
const height = 9;
const region = { x: 3, y: 2, width: 4, height: 5 };
const study = "1.2.3.4.5.6";

/** Every secret is found in its file, and in no other. */
let secrets = 0;
const secret = (): string => `SECRET${String(secrets++).padStart(3, "0")}`;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const wide = (): Uint8Array => Uint8Array.from(secret(), (c) => c.charCodeAt(0));

/** 12-bit samples, with an overlay in the bits above. */
function pixels(frames: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * width * height * frames);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < bytes.length / 2; i++) view.setUint16(2 * i, value(i) | 0x8000, little);
  return bytes;
}

const value = (i: number): number => ((i * 2654435761) >>> 20) & 0xfff;

function hostile(
  syntax: (typeof madeSyntaxes)[number],
  frames = 1,
  more: readonly MadeElement[] = [],
): Uint8Array {
  const item: MadeElement[] = [
    ["00080000", "UL", 99],
    ["00081150", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00081155", "UI", study],
    ["00091001", "LO", secret()],
    ["00100010", "PN", secret()],
    ["00400275", "SQ", [[["00400007", "LO", secret()]]]],
    ["00880200", "SQ", [[["7fe00010", "OW", wide().subarray(1)]]]],
  ];
  const elements: MadeElement[] = [
    ["00080000", "UL", 0x5345],
    ["00080005", "CS", "ISO_IR 100"],
    ["00080008", "CS", `ORIGINAL\\PRIMARY`],
    ["00080012", "DA", "20240305"],
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00080018", "UI", "1.2.3.4.5.6.7"],
    ["00080020", "DA", "20240306"],
    ["00080030", "TM", "101112.131415"],
    ["00080050", "SH", secret()],
    ["00080060", "CS", "OT"],
    ["00080070", "LO", "Maker"],
    ["00080080", "LO", secret()],
    ["00080081", "ST", secret()],
    ["00080090", "PN", secret()],
    ["00081030", "LO", secret()],
    ["00081070", "PN", secret()],
    ["00081115", "SQ", [item, item], { open: true }],
    ["00081140", "SQ", [item]],
    [
      "00082112",
      "SQ",
      [
        [
          ["00081155", "UI", study],
          ["00400275", "SQ", [item], { open: true }],
        ],
      ],
    ],
    ["00090010", "LO", secret()],
    ["00091001", "SQ", [[["00100010", "PN", secret()]]]],
    ["00091002", "UN", bytesOf(secret() + "x")],
    ["00100010", "PN", secret()],
    ["00100020", "LO", secret()],
    ["00100030", "DA", "19700102"],
    ["00100040", "CS", "F"],
    ["00104000", "LT", secret()],
    ["00180050", "DS", "2.5"],
    // None of its representation, and behind a zero.
    ["00180060", "DS", secret()],
    ["00181210", "SH", `soft\0${secret()}x`],
    // No element of the standard.
    ["00189fff", "LO", secret()],
    ["0020000d", "UI", study],
    ["0020000e", "UI", "1.2.3.4.5.6.8"],
    ["00200013", "IS", "7"],
    ["00204000", "LT", secret()],
    ["00280002", "US", 1],
    ["00280004", "CS", "MONOCHROME2"],
    ...(frames > 1 ? [["00280008", "IS", String(frames)] as const] : []),
    ["00280010", "US", height],
    ["00280011", "US", width],
    ["00280100", "US", 16],
    ["00280101", "US", 12],
    ["00280102", "US", 11],
    ["00280103", "US", 0],
    ["00280107", "US", 0xfff],
    ...more,
    ["00281052", "DS", "-1024"],
    ["00380010", "LO", secret()],
    ["00420011", "OB", wide().subarray(1)],
    ["50003000", "OW", wide().subarray(1)],
    ["60000022", "LO", secret()],
    ["60003000", "OW", wide().subarray(1)],
    ["60004000", "LT", secret()],
    // Longer than its samples.
    [
      "7fe00010",
      "OW",
      Uint8Array.from([...pixels(frames, syntax !== "big"), ...bytesOf(secret() + "x")]),
    ],
    ["7fe10010", "LO", secret()],
    ["7fe11001", "OB", wide().subarray(1)],
    ["fffcfffc", "OB", bytesOf(secret() + "x")],
  ];
  return madeDicom(syntax, elements, {
    preamble: `II*\0${secret()}`,
    meta: [
      ["00020016", "AE", secret()],
      ["00020100", "UI", "1.2.3.4.5"],
      ["00020102", "OB", bytesOf(secret() + "x")],
    ],
  });
}

const has = (file: Uint8Array, what: string | Uint8Array): boolean =>
  Buffer.from(file).includes(Buffer.from(what));

async function elementsOf(file: Uint8Array): Promise<(tag: string) => string | undefined> {
  const { dataSet } = await readDataSet(file);
  return (tag) => dataSet.string(`x${tag}`);
}

/** Samples of frames, as numbers. */
async function samplesOf(file: Uint8Array): Promise<number[]> {
  const { data } = atOnce(picturesOf(await decodeImage(file)));
  return Array.from({ length: data.length / 2 }, (_, i) => (data[2 * i]! << 8) | data[2 * i + 1]!);
}

function isHidden(i: number): boolean {
  const [x, y] = [i % width, Math.floor(i / width) % height];
  const { x: left, y: top } = region;
  return x >= left && x < left + region.width && y >= top && y < top + region.height;
}

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

test.each(["pydicom-rle.dcm", "gdcm-jpegls.dcm", "gdcm-jpeg2000.dcm", "pydicom-frames.dcm"])(
  "%s shows the same pixels, and comes back byte for byte",
  async (name) => {
    const file = caseFile(name);
    const out = await encrypt(file, options);
    const pictures = [file, out].map(
      async (each) => atOnce(picturesOf(await decodeImage(each))).data,
    );
    const [before, after] = await Promise.all(pictures);
    expect(Buffer.compare(before!, after!)).toBe(0);
    expect((await decrypt(out, { key })).bytes).toEqual(file);
  },
);

test("a mask blanks what is not black in it; a changed carrier is refused", async () => {
  const file = hostile("explicit");
  const mask = await paintedMask();
  const out = await encrypt(file, { ...options, regions: [{ mask }] });
  const samples = await samplesOf(out);
  expect(samples.map((sample, i) => sample === 0 || !isHidden(i)).every(Boolean)).toBe(true);
  const png = enclosedPng(out)!;
  const at = png.byteOffset - out.byteOffset + png.length - 40;
  const changed = out.map((byte, i) => (i === at ? byte ^ 1 : byte));
  await expect(decrypt(changed, { key })).rejects.toMatchObject({ code: "broken" });
  const wrong = decrypt(out, { key: key.map((byte) => byte ^ 1) });
  await expect(wrong).rejects.toMatchObject({ code: "key" });
  // Without the elements that are private it is a DICOM file like others.
  const without = out.slice(0, at + 40 - png.length - 12 - 18);
  expect(isContainer(without)).toBe(false);
  expect((await samplesOf(without)).length).toBe(width * height);
  await expect(decrypt(without, { key })).rejects.toMatchObject({ code: "input" });
});

async function paintedMask(): Promise<Uint8Array> {
  const { encodeImage } = await import("../../image/index.ts");
  const data = Uint8Array.from({ length: width * height }, (_, i) => (isHidden(i) ? 255 : 0));
  const image = {
    width,
    height,
    channels: 1,
    bits: 8,
    colour: "gray",
    data,
    metadata: {},
  } as const;
  return (await encodeImage(image)).bytes;
}

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

test("another file's original in a DICOM file is told of, and its own is not", async () => {
  const [one, two] = await Promise.all(
    ["1.2.3.4", "1.2.3.5"].map(async (uid, i) => {
      const file = plain([
        ["00080018", "UI", uid],
        ["00100020", "LO", `MRN${i}`],
      ]);
      return { file, out: await encrypt(file, options) };
    }),
  );
  const carrierOf = (out: Uint8Array): number =>
    Buffer.from(out).lastIndexOf(Uint8Array.of(0xe3, 0x7f, 1, 0x10));
  const spliced = Buffer.concat([
    one!.out.subarray(0, carrierOf(one!.out)),
    two!.out.subarray(carrierOf(two!.out)),
  ]);
  const warningsOf = async (out: Uint8Array, original: Uint8Array): Promise<string[]> => {
    const warnings: string[] = [];
    const onWarning = (warning: string): void => void warnings.push(warning);
    expect((await decrypt(out, { key, onWarning })).bytes).toEqual(original);
    return warnings;
  };
  expect(await warningsOf(one!.out, one!.file)).toEqual([]);
  const told = await warningsOf(spliced, two!.file);
  expect(told).toEqual([expect.stringMatching(/another SOP Instance UID and Patient ID/)]);
  for (const syntax of madeSyntaxes) {
    const file = hostile(syntax);
    expect(await warningsOf(await encrypt(file, options), file)).toEqual([]);
  }
});

test("lossy pixels are warned of where a region is named", async () => {
  const warningsOf = async (file: Uint8Array, own: Partial<EncryptOptions>): Promise<string[]> => {
    const warnings: string[] = [];
    const onWarning = (warning: string): void => void warnings.push(warning);
    await encrypt(file, { ...options, ...own, onWarning });
    return warnings;
  };
  const regions = [{ x: 0, y: 0, width: 2, height: 1 }];
  const smears = [expect.stringMatching(/lossy compression/)];
  const lossy = plain([["00282110", "CS", "01"]]);
  expect(await warningsOf(lossy, { regions })).toEqual(smears);
  expect(await warningsOf(lossy, {})).toEqual([]);
  expect(await warningsOf(plain([["00282110", "CS", "00"]]), { regions })).toEqual([]);
  const lossless = caseFile("gdcm-jpeg2000.dcm");
  expect(await warningsOf(lossless, { regions })).toEqual([]);
  const at = Buffer.from(lossless).indexOf("1.2.840.10008.1.2.4.90") + 21;
  const other = lossless.map((byte, i) => (i === at ? "1".charCodeAt(0) : byte));
  expect(await warningsOf(other, { regions })).toEqual(smears);
  expect(await warningsOf(caseFile("gdcm-jpegls.dcm"), { regions })).toEqual([]);
});

/** A picture with these elements, in order. */
function plain(more: readonly MadeElement[]): Uint8Array {
  const tags = new Set(more.map(([tag]) => tag));
  const elements: MadeElement[] = [
    ["00080016", "UI", "1.2.840.10008.5.1.4.1.1.7"],
    ["00080018", "UI", "1.2.3.4.5.6.7"],
    ["00280002", "US", 1],
    ["00280004", "CS", "MONOCHROME2"],
    ["00280010", "US", height],
    ["00280011", "US", width],
    ["00280100", "US", 16],
    ["00280101", "US", 12],
    ["00280102", "US", 11],
    ["00280103", "US", 0],
    ["7fe00010", "OW", pixels(1, true)],
  ];
  const all = [...elements.filter(([tag]) => !tags.has(tag)), ...more];
  return madeDicom(
    "explicit",
    all.toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

test("what looks like a carrier, in pixels or values, is not what is opened", async () => {
  const other = enclosedPng(await encrypt(hostile("explicit"), { ...options, name: "other.dcm" }))!;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, other.length, true);
  const bait = Uint8Array.from([0xe3, 0x7f, 1, 0x10, ...bytesOf("OB\0\0"), ...length, ...other]);
  const rows = Math.ceil(bait.length / 64);
  const shown = new Uint8Array(64 * rows);
  shown.set(bait);
  const file = madeDicom("explicit", [
    ["00280002", "US", 1],
    ["00280004", "CS", "MONOCHROME2"],
    ["00280010", "US", rows],
    ["00280011", "US", 64],
    ["00280100", "US", 8],
    ["00280101", "US", 8],
    ["00280102", "US", 7],
    ["00280103", "US", 0],
    ["00281201", "OW", bait],
    ["7fe00010", "OB", shown],
  ]);
  const out = await encrypt(file, options);
  expect(has(out, bait)).toBe(true);
  expect(await decrypt(out, { key })).toMatchObject({ name: "scan.dcm", bytes: file });
  // Whoever rewrites a file may leave representations out, and append elements.
  const png = enclosedPng(out)!;
  const own: MadeElement[] = [
    ["7fe30010", "LO", "NEUROVEIL"],
    ["7fe31001", "OB", Uint8Array.from([...png, ...(png.length % 2 === 0 ? [] : [0])])],
  ];
  const after: MadeElement = ["fffcfffc", "OB", new Uint8Array(20)];
  const others: MadeElement = ["00081115", "SQ", [own], { open: true }];
  for (const syntax of madeSyntaxes) {
    const rewritten = madeDicom(syntax, [others, ["7fe00010", "OW", bait], ...own, after]);
    expect(enclosedPng(rewritten)).toEqual(png);
    const inside = madeDicom(syntax, [others, ["7fe00010", "OW", bait], after]);
    expect(enclosedPng(inside)).toBeUndefined();
  }
  // The same element of somebody else is none either.
  const start = Buffer.from(out).lastIndexOf(bytesOf("NEUROVEIL")) - 8;
  const foreign = Uint8Array.from(out);
  foreign.set(bytesOf("SOMEBODY "), start + 8);
  expect(enclosedPng(foreign)).toBeUndefined();
});

test.each(["SV", "UV", "OV"])(
  "an element of representation %s is refused by its name",
  async (vr) => {
    const hidden = madeDicom("explicit", [
      ["00181020", "LO", "SECRETHID"],
      ["00280301", "CS", "NO"],
    ]).subarray(132 + 28);
    const at = Buffer.from(hidden).indexOf(Uint8Array.of(0x18, 0, 0x20, 0x10));
    const value = [...bytesOf("LO\0\0"), ...hidden.subarray(at)];
    while (value.length % 8 !== 0) value.push(0);
    const file = hostile("explicit", 1, [["00281101", vr, Uint8Array.from(value)]]);
    const refusal = {
      code: "unsupported",
      message: expect.stringContaining(`representation ${vr}`),
    };
    await expect(encrypt(file, options)).rejects.toMatchObject(refusal);
    const { dicomOut: _, ...asFile } = options;
    expect(await decrypt(await encrypt(file, asFile), { key })).toMatchObject({ bytes: file });
  },
);

describe("is refused:", () => {
  const png = paintedMask();
  const outside = { x: 10, y: 0, width: 3, height: 1 };
  test.each([
    ["another kind of file", "input", async () => encrypt(await png, options)],
    ["text", "input", () => encrypt(bytesOf("no picture"), options)],
    [
      "a region outside",
      "input",
      () => encrypt(hostile("big"), { ...options, regions: [outside] }),
    ],
    [
      "a profile that is none",
      "usage",
      () => encrypt(hostile("big"), { ...options, dicomOut: "all" as "basic" }),
    ],
    [
      "pixels as payload",
      "usage",
      () => encrypt(hostile("big"), { ...options, payload: "pixels" }),
    ],
    [
      "authenticated",
      "usage",
      () => encrypt(hostile("big"), { ...options, protection: "authenticated" }),
    ],
    ["a preview", "usage", () => encrypt(hostile("big"), { ...options, preview: 16 })],
    ["the original", "usage", () => encrypt(hostile("big"), { ...options, keepOriginal: true })],
    ["cut short", "broken", () => encrypt(hostile("big").subarray(0, 700), options)],
    [
      "without pixels",
      "unsupported",
      () => encrypt(madeDicom("explicit", [["00100010", "PN", "A"]]), options),
    ],
  ] as const)("%s", async (_, code, outcome) => {
    await expect(outcome()).rejects.toMatchObject({ name: "NeuroveilError", code });
  });

  test("with texts in its pixels, as it says, and no regions", async () => {
    const says = hostile("explicit", 1, [["00280301", "CS", "YES"]]);
    await expect(encrypt(says, options)).rejects.toMatchObject({ code: "input" });
    await expect(encrypt(says, { ...options, regions: [region] })).resolves.toBeDefined();
  });

  const item = (...elements: MadeElement[]): MadeElement => ["52009229", "SQ", [elements]];
  const series: MadeElement = ["00081115", "SQ", [[["00480010", "CS", "YES"]]], { open: true }];
  test.each<[string, string, readonly MadeElement[], string]>([
    ["texts, in small letters", "explicit", [["00280301", "CS", " yes"]], "0028,0301"],
    ["texts, in one of two values", "big", [["00280301", "CS", "NO\\YES"]], "0028,0301"],
    ["texts, in a group of frames", "implicit", [item(["00280301", "CS", "YES"])], "0028,0301"],
    ["known features", "explicit", [["00280302", "CS", "YES"]], "0028,0302"],
    ["a label", "implicit", [["00480010", "CS", "YES"]], "0048,0010"],
    ["a label, in an item", "explicit", [series], "0048,0010"],
  ])("%s (%s)", async (_, syntax, more, place) => {
    const says = hostile(syntax as (typeof madeSyntaxes)[number], 1, more);
    const refusal = { code: "input", message: expect.stringContaining(place) };
    await expect(encrypt(says, options)).rejects.toMatchObject(refusal);
    await expect(encrypt(says, { ...options, regions: [region] })).resolves.toBeDefined();
    const not = JSON.parse(JSON.stringify(more).replace(/yes/gi, "NO")) as typeof more;
    const quiet = hostile(syntax as (typeof madeSyntaxes)[number], 1, not);
    await expect(encrypt(quiet, options)).resolves.toBeDefined();
  });

  test("a number of pixels with more behind it", async () => {
    const shape = hostile("explicit", 1, [["00280103", "US", Uint8Array.of(0, 0, 83, 69)]]);
    const refusal = { code: "broken", message: expect.stringContaining("(0028,0103)") };
    await expect(encrypt(shape, options)).rejects.toMatchObject(refusal);
  });

  test("a region with readers of its own", async () => {
    const { recipient } = await generateIdentity();
    const regions = [{ ...region, recipients: [recipient] }];
    const outcome = encrypt(hostile("explicit"), { ...options, regions });
    await expect(outcome).rejects.toMatchObject({ code: "usage" });
  });
});
