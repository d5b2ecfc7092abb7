import { describe, expect, test } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { picturesOf } from "../carried.ts";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage, encodeImage } from "../index.ts";
import {
  losslessJpeg,
  scattered,
  type LosslessPlan,
} from "../jpeg/lossless/made-lossless.test.data.ts";
import { segment } from "../jpeg/made-jpeg-scans.test.data.ts";
import { atOnce } from "../../turns.ts";
import { readDataSet } from "./data-set.ts";
import { encapsulated, madeDicom, type MadeElement } from "./made-dicom.test.data.ts";

const [columns, rows] = [6, 5];
const uid = "1.2.840.10008.1.2.4.57";

interface Shape {
  readonly allocated: 8 | 16;
  readonly stored: number;
  readonly high?: number;
  readonly signed?: boolean;
  readonly frames?: number;
  readonly photometric?: string;
  readonly uid?: string;
}

function made(shape: Shape, pixels: MadeElement): Uint8Array {
  const { allocated, stored, signed = false, frames = 1, photometric = "MONOCHROME2" } = shape;
  const { high = stored - 1 } = shape;
  const elements: MadeElement[] = [
    ["00100010", "PN", "A^B"],
    ["00280002", "US", photometric === "MONOCHROME2" ? 1 : 3],
    ["00280004", "CS", photometric],
    ["00280008", "IS", String(frames)],
    ["00280010", "US", rows],
    ["00280011", "US", columns],
    ["00280100", "US", allocated],
    ["00280101", "US", stored],
    ["00280102", "US", high],
    ["00280103", "US", signed ? 1 : 0],
    pixels,
  ];
  return madeDicom("explicit", elements, { uid: shape.uid ?? uid });
}

const jpegOf = (plan: Partial<LosslessPlan> & Pick<LosslessPlan, "bits" | "samples">): Uint8Array =>
  losslessJpeg({ width: columns, height: rows, ...plan });
const samples = scattered(columns * rows, 12);
const jpeg = jpegOf({ bits: 12, samples });

async function valuesOf(file: Uint8Array): Promise<number[]> {
  const { data, layout } = atOnce(picturesOf(await decodeImage(file)));
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = (i: number): number =>
    layout.kind === "signed" ? view.getInt16(2 * i) : view.getUint16(2 * i);
  return Array.from({ length: data.length / 2 }, (_, i) => read(i));
}

async function restored(file: Uint8Array): Promise<Uint8Array> {
  const { bytes, extension } = await encodeImage(await decodeImage(file));
  expect(extension).toBe("dcm");
  return bytes;
}

test("the file without compression comes back, with the same elements", async () => {
  const file = made({ allocated: 16, stored: 12 }, encapsulated([jpeg]));
  expect(await valuesOf(file)).toEqual([...samples]);
  const native = await restored(file);
  expect(await valuesOf(native)).toEqual([...samples]);
  const { syntax, dataSet } = await readDataSet(native);
  expect(syntax).toBe("1.2.840.10008.1.2.1");
  expect(dataSet.string("x00100010")).toBe("A^B");
  expect(dataSet.string("x00280004")).toBe("MONOCHROME2");
});

describe("a High Bit above the stored bits", () => {
  const shape = { allocated: 16, stored: 12, high: 15 } as const;
  const highBit = async (file: Uint8Array): Promise<number | undefined> =>
    (await readDataSet(file)).dataSet.uint16("x00280102");

  test("becomes the highest of them where the JPEG has no others", async () => {
    for (const bits of [12, 13]) {
      const native = await restored(made(shape, encapsulated([jpegOf({ bits, samples })])));
      expect(await highBit(native)).toBe(11);
      expect(await valuesOf(native)).toEqual([...samples]);
    }
  });

  test("stays where samples may lie below it", async () => {
    const above = Array.from(samples, (sample) => sample << 4);
    const native = await restored(
      made(shape, encapsulated([jpegOf({ bits: 16, samples: above })])),
    );
    expect(await highBit(native)).toBe(15);
    expect(await valuesOf(native)).toEqual(above);
  });

  test("stays where nothing is compressed", async () => {
    const stored = Uint8Array.from({ length: 2 * columns * rows }, (_, i) => 37 * i);
    const pixels: MadeElement = ["7fe00010", "OW", stored];
    for (const high of [11, 13, 15]) {
      const native = made({ ...shape, high, uid: "1.2.840.10008.1.2.1" }, pixels);
      expect(await restored(native)).toEqual(native);
    }
  });
});

describe("signed samples", () => {
  const values = Array.from(samples, (sample) => sample - 2048);
  test.each([12, 13, 15, 16])("in a JPEG of %i bits", async (bits) => {
    const kept = values.map((value) => value & (2 ** bits - 1));
    const pixels = encapsulated([jpegOf({ bits, samples: kept })]);
    expect(await valuesOf(made({ allocated: 16, stored: 12, signed: true }, pixels))).toEqual(
      values,
    );
  });

  test("bits above them that the JPEG has are kept", async () => {
    const above = values.map((value, i) =>
      i % 2 === 0 ? value & 0xffff : (value & 0xfff) | 0x3000,
    );
    const pixels = encapsulated([jpegOf({ bits: 16, samples: above })]);
    const file = made({ allocated: 16, stored: 12, signed: true }, pixels);
    expect((await valuesOf(file)).map((value) => value & 0xffff)).toEqual(above);
  });
});

describe("frames", () => {
  const others = scattered(columns * rows, 12, 77);
  const shape = { allocated: 16, stored: 12, frames: 2 } as const;
  const [first, second] = [jpeg, jpegOf({ bits: 12, samples: others, predictor: 7, restart: 2 })];
  const cut = (bytes: Uint8Array): Uint8Array[] => [bytes.subarray(0, 40), bytes.subarray(40)];
  const parts = [...cut(first), ...cut(second)];
  const expected = [...samples, ...others];
  const evenLength = (bytes: Uint8Array): number => bytes.length + (bytes.length % 2);
  const start = cut(first).reduce((sum, part) => sum + 8 + evenLength(part), 0);

  test("of a fragment each", async () => {
    expect(await valuesOf(made(shape, encapsulated([first, second])))).toEqual(expected);
  });

  test("of several fragments, by a table or by how they begin", async () => {
    for (const table of [[0, start], []]) {
      const file = made(shape, encapsulated(parts, table));
      expect(await valuesOf(file)).toEqual(expected);
    }
  });

  test("of other numbers of fragments are kept as a file", async () => {
    const three = made({ ...shape, frames: 3 }, encapsulated(parts));
    await expect(decodeImage(three)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("where its frames begin") as string,
    });
  });
});

test("colours stay what they are said to be", async () => {
  for (const photometric of ["RGB", "YBR_FULL"]) {
    const colours = scattered(3 * columns * rows, 8);
    const pixels = encapsulated([jpegOf({ bits: 8, samples: colours, ids: [1, 2, 3] })]);
    const file = made({ allocated: 8, stored: 8, photometric }, pixels);
    expect([...(await decodeImage(file)).data]).toEqual([...colours]);
    const native = await restored(file);
    expect([...(await decodeImage(native)).data]).toEqual([...colours]);
    expect((await readDataSet(native)).photometric).toBe(photometric);
  }
});

test("what stands in a frame's JPEG beside its samples is told of", async () => {
  const beside = segment(0xe5, new TextEncoder().encode("MAKER\0something"));
  const pixels = encapsulated([jpegOf({ bits: 12, samples, before: [beside] })]);
  const told: string[] = [];
  await decodeImage(made({ allocated: 16, stored: 12 }, pixels), {
    onNotKept: (what) => void told.push(...what),
  });
  expect(told).toEqual([expect.stringContaining("MAKER")]);
});

describe("kept as a file:", () => {
  const gray = { allocated: 16, stored: 12 } as const;
  const three = jpegOf({ bits: 8, samples: scattered(3 * columns * rows, 8), ids: [1, 2, 3] });
  const baseline = caseFile("jpeg-gray-coefficients-out-of-range.jpg");
  test.each<[string, Uint8Array]>([
    ["another size", made(gray, encapsulated([jpegOf({ bits: 12, samples, width: 5 })]))],
    ["more components", made(gray, encapsulated([three]))],
    ["more bits", made({ allocated: 8, stored: 8 }, encapsulated([jpeg]))],
    ["another process", made(gray, encapsulated([baseline]))],
    ["no JPEG", made(gray, encapsulated([new Uint8Array(30)]))],
    ["cut short", made(gray, encapsulated([jpeg.subarray(0, -9)]))],
    ["no fragment", made(gray, encapsulated([]))],
    ["a file cut short", made(gray, encapsulated([jpeg])).subarray(0, -30)],
    [
      "fewer samples of colours",
      made({ allocated: 8, stored: 8, photometric: "YBR_FULL_422" }, encapsulated([three])),
    ],
  ])("%s", async (_, file) => {
    await expect(decodeImage(file)).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringMatching(/DICOM|JPEG/) as string,
    });
  });
});

test("a zero that makes a frame even is none of its bytes", async () => {
  const odd =
    jpeg.length % 2 === 1
      ? jpeg
      : jpegOf({ bits: 12, samples, before: [segment(0xfe, Uint8Array.of(65))] });
  const told: string[] = [];
  const file = made({ allocated: 16, stored: 12 }, encapsulated([concat([odd, Uint8Array.of(0)])]));
  const image = await decodeImage(file, { onNotKept: (what) => void told.push(...what) });
  expect(image.width).toBe(columns);
  expect(told.filter((what) => what.includes("behind"))).toEqual([]);
});
