import { deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { codecs as browser } from "../codecs.browser.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import { realFiles } from "../real-files.test.data.ts";
import { readDataSet } from "./data-set.ts";
import { withoutDeflate } from "./deflated.ts";
import {
  deflatedDicom,
  encapsulated,
  madeDicom,
  smallShape,
  type MadeElement,
} from "./made-dicom.test.data.ts";

const frames = caseFile("pydicom-frames.dcm");
const elements: MadeElement[] = [
  ["00100010", "PN", "A^B"],
  ...smallShape,
  ["7fe00010", "OW", Uint8Array.from({ length: 64 }, (_, i) => 7 * i)],
  ["fffcfffc", "OB", Uint8Array.of(1, 2)],
];
const explicit = (all: readonly MadeElement[]): Uint8Array => madeDicom("explicit", all);
const plain = explicit(elements);
const deflated = deflatedDicom(plain, deflateRawSync);
const dataSet = plain.subarray(madeDicom("explicit", []).length);

describe.each(["pydicom-deflated.dcm", "dcmtk-deflated.dcm", "gzip-deflated.dcm"])("%s", (name) => {
  test("comes back without compression, with the same data set", async () => {
    const image = await decodeImage(caseFile(name));
    expect(image.data).toEqual((await decodeImage(frames)).data);
    const { bytes, extension } = await encodeImage(image);
    expect(extension).toBe("dcm");
    const tail = frames.subarray(Buffer.from(frames).indexOf(Uint8Array.of(0x10, 0, 0x10, 0)));
    expect(bytes.subarray(-tail.length)).toEqual(tail);
    expect((await readDataSet(bytes)).syntax).toBe("1.2.840.10008.1.2.1");
    expect(await withoutDeflate(bytes, {})).toBe(bytes);
  });
});

test("what follows deflated data is a zero, or what gzip puts there", async () => {
  const gzip = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes)).subarray(10);
  const more = (...bytes: number[]): Uint8Array => concat([deflated, Uint8Array.from(bytes)]);
  const gzipped = deflatedDicom(plain, gzip);
  for (const file of [deflated, more(0), gzipped, concat([gzipped, Uint8Array.of(0)])]) {
    const native = await withoutDeflate(file, {});
    expect(native.subarray(-dataSet.length)).toEqual(dataSet);
  }
  const changed = gzipped.with(gzipped.length - 2, 1);
  for (const file of [more(1), more(0, 0), more(...Array<number>(9).fill(65)), changed]) {
    await expect(decodeImage(file)).rejects.toMatchObject({
      code: "unsupported",
      file: expect.stringContaining("behind its deflated data set") as string,
    });
  }
});

const real = realFiles(/^dicom\/image_dfl\.dcm$/);
test.runIf(real.length > 0)("so does a real file, whose data gzip has made", async () => {
  const native = await withoutDeflate(new Uint8Array(real[0]!.read()), {});
  const { bytes } = await encodeImage(await decodeImage(real[0]!.read()));
  expect(Buffer.compare(bytes, native)).toBe(0);
});

test("a file that deflates to much is counted, not kept", async () => {
  const zeros = 2 ** 28;
  const bomb = deflatedDicom(plain, (bytes) =>
    deflateRawSync(concat([bytes, new Uint8Array(zeros)])),
  );
  const before = process.memoryUsage().arrayBuffers;
  await expect(decodeImage(bomb, { maxBytes: 1 << 20 })).rejects.toMatchObject({
    code: "limit",
    file: expect.stringContaining("deflated data set of more than") as string,
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(zeros / 4);
});

test("a file of which a few bytes are many elements is kept as a file", async () => {
  const element = explicit([["00080008", "CS", ""]]).subarray(-8);
  const many = Uint8Array.from({ length: 8 * 2 ** 19 }, (_, i) => element[i % 8]!);
  const file = deflatedDicom(plain, (bytes) => deflateRawSync(concat([many, bytes])));
  expect(file.length).toBeLessThan(20_000);
  await expect(decodeImage(file)).rejects.toMatchObject({
    code: "unsupported",
    file: "a DICOM file of more than 262144 elements and items",
  });
});

describe("kept as a file:", () => {
  const at = (offset: number, ...bytes: number[]): Uint8Array => {
    const file = deflated.slice();
    file.set(bytes, offset);
    return file;
  };
  const whole = deflateRawSync(dataSet);
  test.each<[string, Uint8Array]>([
    ["cut short", deflated.subarray(0, -3)],
    ["nothing deflated", deflated.subarray(0, deflated.length - whole.length)],
    ["damaged", at(deflated.length - whole.length, 0xff)],
    ["a longer head than the file", at(140, 0xff, 0xff, 0xff, 0x7f)],
    ["a head without its syntax", at(140, 4, 0, 0, 0)],
    ["a longer length of the head", at(138, 2, 0)],
    ["no length of the head", madeDicom("explicit", elements, { uid: "1.2.840.10008.1.2.1.99" })],
    [
      "compressed pixels in it",
      deflatedDicom(
        explicit([...elements.slice(0, 9), encapsulated([new Uint8Array(8)])]),
        deflateRawSync,
      ),
    ],
    ["no pixels in it", deflatedDicom(explicit(elements.slice(0, 9)), deflateRawSync)],
  ])("%s", async (_, file) => {
    await expect(decodeImage(file)).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringContaining("DICOM") as string,
    });
  });
});

test("a browser inflates the same", async () => {
  vi.doMock("#codecs", () => ({ codecs: browser }));
  vi.resetModules();
  const there = await import("./deflated.ts");
  for (const file of [deflated, concat([deflated, Uint8Array.of(0)])]) {
    expect(await there.withoutDeflate(file, {})).toEqual(await withoutDeflate(file, {}));
  }
  vi.doUnmock("#codecs");
});
