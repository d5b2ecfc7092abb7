import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fc, test } from "@fast-check/vitest";
import sharp from "sharp";
import { describe, expect, vi } from "vitest";
import { concat } from "../../bytes/arrays.ts";
import { caseFile } from "../cases.test.data.ts";
import { jpegDecoder as browser } from "./platform-decoder.browser.ts";
import { decodeImage } from "../index.ts";
import { InverseDct } from "./idct.ts";
import { readFrame } from "./frame.ts";
import { QuantizationTable } from "./quantization.ts";
import { readSegments } from "./segments.ts";
import {
  segment,
  writeJpeg,
  type JpegPlan,
  type PlannedScan,
} from "./made-jpeg-scans.test.data.ts";
import { drawn, height, width } from "./made-jpeg.test.data.ts";

vi.mock("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs", async (importOriginal) =>
  (await import("./libjpeg-turbo.test.support.ts")).withModule(importOriginal),
);

const refusal = (code: string, message: RegExp): unknown =>
  expect.objectContaining({
    name: "NeuroveilError",
    code,
    message: expect.stringMatching(message),
  });

/** Decodes in Node and expects that the browser's decoder says the same. */
async function agreed(file: Uint8Array): Promise<Uint8Array> {
  const segments = readSegments(file);
  const [{ data }, there] = await Promise.all([
    decodeImage(file),
    browser.decode(file, segments, readFrame(segments)),
  ]);
  expect(Buffer.compare(data, there)).toBe(0);
  return data;
}

/** Pseudo-random numbers from 0 to 1 that belong to a block. */
function random(...places: readonly number[]): () => number {
  let state = 1;
  // Park and Miller's generator; the first numbers of neighbours are neighbours.
  const next = (): number => (state = (state * 48271) % 0x7fffffff) / 0x7fffffff;
  for (const place of [...places, 0, 0]) {
    state += place;
    next();
  }
  return next;
}

/** Blocks of natural size, many of whose coefficients are zero. */
const blocks =
  (seed: number) =>
  (x: number, y: number): number[] => {
    const next = random(seed + 7, x, y);
    return Array.from({ length: 64 }, (_, k) => {
      if (k === 0) return Math.round(60 * (next() - 0.5));
      return next() < 0.2 ? Math.round(10 * (next() - 0.5)) : 0;
    });
  };

const flat = (value: number): number[] => Array<number>(64).fill(value);

function plan(
  factors: readonly string[],
  change: Partial<JpegPlan> = {},
  ids: readonly number[] = [1, 2, 3, 4],
): JpegPlan {
  return {
    width: 37,
    height: 29,
    components: factors.map((factor, i) => {
      const [h, v] = factor.split("x").map(Number) as [number, number];
      return { id: ids[i]!, h, v, table: 0, block: blocks(i) };
    }),
    quantization: [flat(12)],
    ...change,
  };
}

const each = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Spectral selection and successive approximation, as encoders use them. */
const progression = (count: number): PlannedScan[] => [
  { components: each(count), first: 0, last: 0, low: 1 },
  ...each(count).flatMap((i): PlannedScan[] => [
    { components: [i], first: 1, last: 5, low: 2 },
    { components: [i], first: 6, last: 63, low: 2 },
    { components: [i], first: 1, last: 63, high: 2, low: 1 },
  ]),
  { components: each(count), first: 0, last: 0, high: 1 },
  ...each(count).map((i): PlannedScan => ({ components: [i], first: 1, last: 63, high: 1 })),
];

const samplings = [
  ["1x1"],
  ["2x2"],
  ["1x1", "1x1", "1x1"],
  ["2x1", "1x1", "1x1"],
  ["1x2", "1x1", "1x1"],
  ["2x2", "1x1", "1x1"],
  ["4x1", "1x1", "1x1"],
  ["1x4", "1x1", "1x1"],
  ["4x2", "1x1", "1x1"],
  ["3x1", "1x1", "1x1"],
  ["2x2", "2x1", "1x2"],
  ["2x2", "1x2", "2x1"],
  ["2x2", "1x2", "1x1"],
  ["1x1", "2x2", "1x1"],
  ["1x1", "1x1", "1x1", "1x1"],
  ["2x2", "1x1", "1x1", "2x2"],
  ["1x2", "1x1", "1x1", "1x2"],
  ["1x1", "2x2", "1x1", "1x2"],
] as const;

describe.each(samplings.map((factors) => [factors.join(", "), factors] as const))(
  "blocks a unit %s",
  (_, factors) => {
    const forms: readonly (readonly [string, Partial<JpegPlan>])[] = [
      ["one scan", {}],
      ["a scan a component", { scans: each(factors.length).map((i) => ({ components: [i] })) }],
      ["restart markers", { restart: 2 }],
      ["progressive", { progressive: true, scans: progression(factors.length), restart: 3 }],
    ];
    test.each(forms)("%s, whatever the size: the same in both", async (__, form) => {
      for (const [w, h] of [
        [37, 29],
        [1, 1],
        [2, 17],
        [5, 3],
        [16, 16],
        [33, 8],
      ] as const) {
        await agreed(writeJpeg(plan(factors, { ...form, width: w, height: h })));
      }
    });
  },
);

test.each([
  [["3x1", "2x1", "1x1"], /fractional sampling \(2 x 1 of 3 x 1\)/],
  [["1x2", "1x3", "1x1"], /fractional sampling \(1 x 2 of 1 x 3\)/],
  [["4x4", "1x1", "1x1"], /at most 10 blocks/],
] as const)("blocks a unit %o are refused by name", async (factors, message) => {
  const file = writeJpeg(plan(factors));
  await expect(decodeImage(file)).rejects.toEqual(refusal("unsupported", message));
});

describe("components of one id", () => {
  const withIds = (ids: readonly number[], change: Partial<JpegPlan> = {}): JpegPlan =>
    plan(["2x2", "1x1", "1x1", "2x2"], change, ids);

  test.each([[[1, 2, 3, 1]], [[1, 1, 1, 1]], [[2, 2, 1, 1]]])(
    "%o in one scan: each is the first that is not in it yet",
    async (ids) => {
      const there = await agreed(writeJpeg(withIds([1, 2, 3, 4])));
      expect(await agreed(writeJpeg(withIds(ids)))).toEqual(there);
    },
  );

  test("in scans of their own only the first is ever meant: the others are missing", async () => {
    const scans = each(4).map((i) => ({ components: [i] }));
    await expect(decodeImage(writeJpeg(withIds([1, 2, 3, 1], { scans })))).rejects.toEqual(
      refusal("broken", /component is missing/),
    );
  });

  test("a scan for one that is in it already", async () => {
    const scans = [{ components: [0, 1, 2, 0] }];
    await expect(decodeImage(writeJpeg(withIds([1, 2, 3, 4], { scans })))).rejects.toEqual(
      refusal("broken", /unknown component 1/),
    );
  });
});

describe("what is missing", () => {
  const scans = progression(3);
  test.each(scans.map((scan, i) => [i, scan] as const))("scan %i, %o", async (without) => {
    const rest = scans.filter((_, i) => i !== without);
    const file = writeJpeg(plan(["2x2", "1x1", "1x1"], { progressive: true, scans: rest }));
    await expect(decodeImage(file)).rejects.toEqual(refusal("broken", /incomplete/));
  });

  test.each(each(scans.length - 1).map((i) => i + 1))("nothing behind scan %i", async (count) => {
    const file = writeJpeg(
      plan(["2x2", "1x1", "1x1"], { progressive: true, scans: scans.slice(0, count) }),
    );
    await expect(decodeImage(file)).rejects.toEqual(refusal("broken", /incomplete/));
  });

  test("a component that comes twice", async () => {
    const twice = [{ components: [0, 1, 2] }, { components: [1] }];
    await expect(
      decodeImage(writeJpeg(plan(["1x1", "1x1", "1x1"], { scans: twice }))),
    ).rejects.toEqual(refusal("broken", /come twice/));
  });

  test("scans beyond measure", async () => {
    const scan: PlannedScan = { components: [0], first: 1, last: 1 };
    const many = [{ components: [0], first: 0, last: 0 }, ...each(100).map(() => scan)];
    const file = writeJpeg(plan(["1x1"], { progressive: true, scans: many }));
    await expect(decodeImage(file)).rejects.toEqual(refusal("limit", /100 scans/));
  });

  test("Huffman tables, where they are those of Motion JPEG", async () => {
    const raw = { width, height, channels: 3 } as const;
    const file = new Uint8Array(
      await sharp(drawn(3), { raw }).jpeg({ optimiseCoding: false }).toBuffer(),
    );
    const without = concat([
      file.subarray(0, 2),
      ...readSegments(file).flatMap(({ marker, data, entropy }) =>
        marker === 0xc4 ? [] : [segment(marker, data), entropy],
      ),
      Uint8Array.of(0xff, 0xd9),
    ]);
    expect(without.length).toBeLessThan(file.length - 400);
    expect(await agreed(without)).toEqual((await decodeImage(file)).data);
  });

  test.each([
    ["a quantization table", 0xdb, /quantization tables is missing/],
    ["the Huffman tables of a progressive file", 0xc4, /Huffman tables is missing/],
  ])("%s", async (_, marker, message) => {
    const file = writeJpeg(plan(["1x1"], { progressive: true, scans: progression(1) }));
    const at = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === marker);
    const other = file.with(at + 1, 0xef);
    const rest = other.findIndex((byte, i) => byte === 0xff && other[i + 1] === marker);
    const changed = rest < 0 ? other : other.with(rest + 1, 0xef);
    await expect(decodeImage(changed)).rejects.toEqual(refusal("broken", message));
  });
});

test.each([0x02, 0x7f, 0xcc, 0xdf, 0xf0])(
  "marker 0x%x, which libjpeg does not know",
  async (marker) => {
    // Of this sampling the browser makes samples without libjpeg.
    const file = writeJpeg(plan(["1x2", "1x1", "1x1"], { before: [segment(marker)] }));
    await expect(decodeImage(file)).rejects.toEqual(refusal("broken", /unknown marker/));
  },
);

test.each([
  [0xc4, 8, new Uint8Array(17)],
  [0xdb, 4, new Uint8Array(65)],
])(
  "segment 0x%x with more tables than %i, all but one for nothing",
  async (marker, most, table) => {
    const tables = (count: number): Uint8Array =>
      segment(marker, ...Array.from({ length: count }, () => table));
    await agreed(writeJpeg(plan(["1x1"], { before: [tables(most)] })));
    const file = writeJpeg(plan(["1x1"], { before: [tables(most + 1)] }));
    await expect(decodeImage(file)).rejects.toEqual(refusal("broken", /than destinations/));
  },
);

describe("coefficients out of range", () => {
  const single = (block: readonly number[], table: readonly number[]): Uint8Array =>
    writeJpeg({
      width: 8,
      height: 8,
      components: [{ id: 1, h: 1, v: 1, table: 0, block: () => block }],
      quantization: [table],
    });

  /** sharp without our checks. */
  const plain = (file: Uint8Array): Promise<Buffer> =>
    sharp(file).toColourspace("b-w").raw().toBuffer();

  const inRange = (block: readonly number[], table: readonly number[]): boolean => {
    const transform = new InverseDct();
    transform.transform(Int32Array.from(block), 0, new QuantizationTable(Uint16Array.from(table)));
    return transform.agreed;
  };

  test("DC alone: samples of 511 and -512 are the last that are limited alike", async () => {
    const outcomes = [4091, 4092, -4100, -4101].map((dc) =>
      inRange([dc, ...flat(0).slice(1)], flat(1)),
    );
    expect(outcomes).toEqual([true, false, true, false]);
  });

  const sparse = fc.record({
    places: fc.array(fc.tuple(fc.nat(63), fc.integer({ min: -1, max: 1 })), { maxLength: 20 }),
    scale: fc.integer({ min: 1, max: 32767 }),
    quantum: fc.constantFrom(1, 3, 16, 255),
  });

  test.prop([sparse], { numRuns: 150 })(
    "what is accepted is the same in both decoders",
    async ({ places, scale, quantum }) => {
      const block = flat(0);
      for (const [place, sign] of places) block[place] = sign * Math.floor(scale / quantum);
      const file = single(block, flat(quantum));
      const accepted = inRange(block, flat(quantum));
      const decoding = decodeImage(file);
      if (accepted) await agreed(file);
      else await expect(decoding).rejects.toEqual(refusal("unsupported", /out of range/));
    },
  );

  test("where SIMD is switched off, what is accepted is the same, and what is not may differ", async () => {
    const files: { file: Uint8Array; accepted: boolean }[] = [];
    for (let seed = 1; seed <= 120; seed++) {
      const next = random(seed);
      const scale = 2 ** (5 + 8 * next());
      const block = Array.from({ length: 64 }, () =>
        next() < 0.3 ? Math.round(scale * (next() - 0.5)) : 0,
      );
      files.push({ file: single(block, flat(2)), accepted: inRange(block, flat(2)) });
    }
    const folder = await mkdtemp(join(tmpdir(), "neuroveil-simd-"));
    try {
      for (const [i, { file }] of files.entries()) writeFileSync(join(folder, `${i}.jpg`), file);
      const script = `
        import sharp from ${JSON.stringify(import.meta.resolve("sharp"))};
        for (let i = 0; i < ${files.length}; i++) {
          const image = sharp(\`\${process.argv[1]}/\${i}.jpg\`).toColourspace("b-w").raw();
          console.log((await image.toBuffer()).toString("base64"));
        }`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--input-type=module", "--eval", script, folder],
        { env: { ...process.env, JSIMD_FORCENONE: "1" } },
      );
      const without = stdout.trim().split("\n");
      let different = 0;
      for (const [i, { file, accepted }] of files.entries()) {
        const same = (await plain(file)).toString("base64") === without[i];
        if (accepted) expect(same).toBe(true);
        if (!same) different += 1;
      }
      const accepted = files.filter((one) => one.accepted).length;
      expect(accepted).toBeGreaterThan(25);
      expect(different).toBeGreaterThan(10);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.each<[string, Partial<JpegPlan>, number]>([
    ["DC that adds up beyond 16 bits", {}, 9000],
    ["DC of a progressive scan", { progressive: true, scans: progression(1) }, 20_000],
  ])("%s", async (_, form, step) => {
    const block = (x: number): number[] => [step * x, ...flat(0).slice(1)];
    const components = [{ id: 1, h: 1, v: 1, table: 0, block }];
    const file = writeJpeg(plan(["1x1"], { ...form, components, quantization: [flat(1)] }));
    await expect(decodeImage(file)).rejects.toEqual(refusal("unsupported", /out of range/));
  });
});

test.each([
  ["jpeg-cmyk-ids-1-2-3-1.jpg", undefined],
  ["jpeg-sampling-mixed-cb-cr.jpg", undefined],
  ["jpeg-gray-coefficients-out-of-range.jpg", refusal("unsupported", /out of range/)],
  ["jpeg-progressive-first-scan-only-420.jpg", refusal("broken", /incomplete/)],
])("%s", async (name, wanted) => {
  const file = caseFile(name);
  if (wanted === undefined) await agreed(file);
  else await expect(decodeImage(file)).rejects.toEqual(wanted);
});
