import { expect, test } from "vitest";
import { caseFile } from "../../image/cases.test.data.ts";
import { enclosedPng } from "../../image/dicom/enclosed-png.ts";
import {
  madeDicom,
  madeSyntaxes,
  type MadeElement,
} from "../../image/dicom/made-dicom.test.data.ts";
import { decodeImage } from "../../image/index.ts";
import { picturesOf } from "../../image/carried.ts";
import { atOnce } from "../../turns.ts";
import { decrypt, encrypt } from "../../index.ts";
import { isContainer } from "../index.ts";
import {
  key,
  options,
  width,
  height,
  bytesOf,
  hostile,
  has,
  samplesOf,
  isHidden,
  paintedMask,
} from "./hostile-dicom.test.data.ts";

test.each([
  "pydicom-rle.dcm",
  "gdcm-jpegls.dcm",
  "gdcm-jpeg2000.dcm",
  "pydicom-frames.dcm",
  "dcmtk-lossless-4.dcm",
  "gdcm-lossless-rgb.dcm",
  "gdcm-lossless-signed.dcm",
  "pydicom-deflated.dcm",
  "dcmtk-deflated.dcm",
])("%s shows the same pixels, and comes back byte for byte", async (name) => {
  const file = caseFile(name);
  const out = await encrypt(file, options);
  const pictures = [file, out].map(
    async (each) => atOnce(picturesOf(await decodeImage(each))).data,
  );
  const [before, after] = await Promise.all(pictures);
  expect(Buffer.compare(before!, after!)).toBe(0);
  expect((await decrypt(out, { key })).bytes).toEqual(file);
});

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
