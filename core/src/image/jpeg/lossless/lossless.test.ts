import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { concat } from "../../../bytes/arrays.ts";
import { decodeImage, encodeImage } from "../../index.ts";
import { segment } from "../made-jpeg-scans.test.data.ts";
import { jpegSampleBytes } from "../sample-bytes.ts";
import { losslessJpeg, scattered, type LosslessPlan } from "./made-lossless.test.data.ts";

const [width, height] = [7, 6];
const gray: LosslessPlan = { width, height, bits: 12, samples: scattered(width * height, 12) };
const colours: LosslessPlan = {
  ...gray,
  bits: 8,
  ids: [1, 2, 3],
  samples: scattered(3 * width * height, 8),
};

/** Samples as an image has them. */
function bytesOf({ samples, bits, shift = 0 }: LosslessPlan): Uint8Array {
  const stored = Array.from(samples, (sample) => (sample >> shift) << shift);
  return Uint8Array.from(stored.flatMap((value) => (bits > 8 ? [value >> 8, value] : [value])));
}

const plans = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
  bits: fc.integer({ min: 2, max: 16 }),
  predictor: fc.integer({ min: 1, max: 7 }),
  restart: fc.integer({ min: 0, max: 4 }),
  ids: fc.constantFrom([1], [0, 1, 2], [0x52, 0x47, 0x42]),
});
const hows = fc.record({
  apart: fc.boolean(),
  shift: fc.nat(15),
  seed: fc.nat(1000),
  smooth: fc.boolean(),
});

test.prop([plans, hows], { numRuns: 300 })(
  "samples are those that were stored",
  async (shape, how) => {
    const { bits, ids } = shape;
    const count = shape.width * shape.height * ids.length;
    const places = [...ids.keys()];
    const plan = {
      ...shape,
      shift: how.shift % bits,
      samples: how.smooth
        ? Array.from({ length: count }, (_, i) => (3 * i + how.seed) % 2 ** bits)
        : scattered(count, bits, how.seed),
      scans: how.apart ? places.toReversed().map((i) => [i]) : [places],
    };
    const file = losslessJpeg(plan);
    const image = await decodeImage(file);
    const channels = ids.length;
    const colour = channels === 1 ? "gray" : "rgb";
    expect(image).toMatchObject({ width: plan.width, height: plan.height, channels, bits, colour });
    expect(image.data).toEqual(bytesOf(plan));
    expect(jpegSampleBytes(file)).toBe(image.data.length);
  },
);

test("predictions beyond 16 bits are cut off", async () => {
  for (let predictor = 1; predictor <= 7; predictor++) {
    const samples = Array.from({ length: 90 }, (_, i) => [0, 65_535, 65_535, 32_768, 1][i % 5]!);
    const plan = { width: 9, height: 10, bits: 16, samples, predictor };
    expect((await decodeImage(losslessJpeg(plan))).data, `${predictor}`).toEqual(bytesOf(plan));
  }
});

test("comes back as PNG, with what stood beside its samples", async () => {
  const before = [
    segment(0xe0, new TextEncoder().encode("JFIF\0"), Uint8Array.of(1, 2, 1, 0, 72, 0, 72, 0, 0)),
    segment(0xfe, new TextEncoder().encode("a word")),
  ];
  const { bytes, extension } = await encodeImage(
    await decodeImage(losslessJpeg({ ...gray, before })),
  );
  expect(extension).toBe("png");
  const again = await decodeImage(bytes);
  expect(again.data).toEqual(bytesOf(gray));
  expect(Buffer.from(bytes).includes("a word")).toBe(true);
  expect(again.metadata.density).toBeDefined();
});

describe("kept as a file:", () => {
  const file = losslessJpeg({ ...gray, restart: 2 });
  const find = (marker: number): number => Buffer.from(file).indexOf(Uint8Array.of(0xff, marker));
  const at = (marker: number, offset: number, ...bytes: number[]): Uint8Array => {
    const changed = file.slice();
    changed.set(bytes, find(marker) + offset);
    return changed;
  };
  const adobe = segment(0xee, new TextEncoder().encode("Adobe\0d\0\0\0\0\u0001"));
  const four = { ...gray, ids: [1, 2, 3, 4], bits: 8, samples: scattered(4 * width * height, 8) };
  const apart = losslessJpeg({ ...colours, scans: [[0], [1], [2]] });
  test.each<[string, RegExp, Uint8Array]>([
    ["no predictor", /contradicts itself/, at(0xda, 7, 0)],
    ["an unknown predictor", /contradicts itself/, at(0xda, 7, 8)],
    ["an end of selection", /contradicts itself/, at(0xda, 8, 63)],
    ["a high bit", /contradicts itself/, at(0xda, 9, 0x10)],
    ["a transform of all bits", /contradicts itself/, at(0xda, 9, 12)],
    ["another component", /unknown component 9/, at(0xda, 5, 9)],
    ["two components of one", /cut short/, at(0xda, 4, 2)],
    ["no table", /Huffman tables is missing/, at(0xda, 6, 0x10)],
    ["17 bits of a difference", /more than 16 bits/, at(0xc4, 21 + 16, 17)],
    ["1 bit", /of 1 bits/, at(0xc3, 4, 1)],
    ["17 bits", /of 17 bits/, at(0xc3, 4, 17)],
    ["a restart within a row", /within a row/, at(0xdd, 4, 0, 15)],
    ["no restart interval", /data is missing|undefined code/, at(0xdd, 4, 0, 0)],
    ["another restart interval", /data is missing|undefined code/, at(0xdd, 4, 0, 7 * 3)],
    ["a restart out of turn", /out of turn/, at(0xd1, 1, 0xd2)],
    ["no width", /width is 0/, at(0xc3, 7, 0, 0)],
    ["no height", /DNL/, at(0xc3, 5, 0, 0)],
    ["more rows", /data is missing/, at(0xc3, 5, 0, 8)],
    ["65,535 rows", /data is missing/, at(0xc3, 5, 255, 255)],
    ["no end", /EOI/, file.subarray(0, -2)],
    [
      "two frames",
      /two frame headers/,
      losslessJpeg({ ...gray, before: [file.slice(find(0xc3), find(0xc4))] }),
    ],
    ["a component missing", /component is missing/, losslessJpeg({ ...colours, scans: [[0, 2]] })],
    ["a component twice", /come twice/, losslessJpeg({ ...colours, scans: [[0, 1, 2], [1]] })],
    ["two of a name", /one name/, losslessJpeg({ ...colours, ids: [1, 1, 2] })],
    ["sizes that differ", /several sizes/, apart.with(Buffer.from(apart).indexOf(0xc3) + 10, 0x21)],
    ["samples of more bits", /too many bits/, losslessJpeg({ ...gray, bits: 8 })],
    ["differences of colours", /other colours/, losslessJpeg({ ...colours, before: [adobe] })],
    ["four components", /other colours/, losslessJpeg(four)],
    ["two components", /other colours/, losslessJpeg({ ...four, ids: [1, 2] })],
    ["a hierarchical one", /hierarchical/, at(0xc3, 1, 0xc7)],
    ["an arithmetic-coded one", /arithmetic/, at(0xc3, 1, 0xcb)],
  ])("%s", async (_, message, changed) => {
    await expect(decodeImage(changed)).rejects.toMatchObject({
      name: "NeuroveilError",
      file: expect.stringMatching(/JPEG/) as string,
      message: expect.stringMatching(message) as string,
    });
  });

  test("cut short anywhere", async () => {
    const end = Uint8Array.of(0xff, 0xd9);
    for (let length = 2; length < file.length - 3; length++) {
      const cut = concat([file.subarray(0, length), end]);
      await expect(decodeImage(cut), `${length}`).rejects.toMatchObject({ code: "broken" });
    }
  });
});

test("limit: more samples than allowed", async () => {
  const file = losslessJpeg(gray);
  const size = 2 * width * height;
  await expect(decodeImage(file, { maxBytes: size - 1 })).rejects.toMatchObject({ code: "limit" });
  expect((await decodeImage(file, { maxBytes: size })).data).toHaveLength(size);
});
