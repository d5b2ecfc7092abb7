import { fc, test } from "@fast-check/vitest";
import { deflateSync } from "node:zlib";
import { describe, expect } from "vitest";
import { caseFile } from "../cases.test.data.ts";
import { decodeImage } from "../index.ts";
import {
  double,
  tiffFile,
  zstdFrame,
  type TiffFields,
  type TiffForm,
} from "./made-tiff.test.data.ts";
import { tags, types } from "./tags.ts";

const broken = { name: "NeuroveilError", code: "broken" };

const forms = fc.record({
  width: fc.integer({ min: 1, max: 20 }),
  height: fc.integer({ min: 1, max: 12 }),
  channels: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
  bits: fc.integer({ min: 1, max: 16 }),
  littleEndian: fc.boolean(),
  big: fc.boolean(),
  planar: fc.boolean(),
  strip: fc.integer({ min: 1, max: 14 }),
  tile: fc.constantFrom(undefined, [16, 16] as const, [5, 3] as const),
  compression: fc.constantFrom(1 as const, 8 as const, 32773 as const, 50000 as const),
  differences: fc.boolean(),
});

test.prop([forms, fc.nat()], { numRuns: 300 })(
  "samples come back from every form in which they can be stored",
  async ({ tile, ...rest }, seed) => {
    const { width, height, channels, bits } = rest;
    const form: TiffForm = {
      ...rest,
      differences: rest.differences && bits % 8 === 0,
      ...(tile !== undefined && { tile }),
    };
    const samples = Array.from(
      { length: width * height * channels },
      (_, i) => ((i + seed) * 40503) & (2 ** bits - 1),
    );
    const image = await decodeImage(tiffFile(samples, form));
    expect(image).toMatchObject({ width, height, channels, bits });
    const data = bits > 8 ? samples.flatMap((sample) => [sample >> 8, sample & 255]) : samples;
    expect(Array.from(image.data)).toEqual(data);
  },
);

describe("hostile", () => {
  const form = { width: 16, height: 16, channels: 1, bits: 8 } as const;
  const tiled = { ...form, tile: [16, 16] } as const;
  const samples = Array.from({ length: 256 }, (_, i) => i);
  const changed = (fields: TiffFields, base: TiffForm = form): Uint8Array =>
    tiffFile(samples, base, fields);

  test("a tile's length as a double", async () => {
    const file = caseFile("hang-tile-length-double.tiff");
    await expect(decodeImage(file)).rejects.toMatchObject(broken);
  });

  const used = Object.entries(tags).filter(([name]) =>
    /^(image[WL]|bits|comp|photo|strip|samplesP|rows|planar|fill|pred|tile|sampleF|resolutionU)/.test(
      name,
    ),
  );
  test.each(used)("%s as a double, a large number, zero, none, too many", async (name, tag) => {
    const base = name.startsWith("tile") ? tiled : form;
    const hostile: TiffFields[number][] = [
      ...[16, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 1e300].map((value) => ({
        type: double,
        values: [value],
      })),
      [0],
      [2 ** 32 - 1],
      [2 ** 31],
      { type: types.long8, values: [Number.MAX_SAFE_INTEGER] },
      { type: types.short, values: [] },
      Array<number>(40_000).fill(2 ** 32 - 1),
    ];
    for (const values of hostile) {
      for (const big of [false, true]) {
        const file = changed({ [tag]: values }, { ...base, big });
        const decoding = decodeImage(file, { maxBytes: 1 << 20 });
        const image = await decoding.catch((error: unknown) => {
          expect(error).toMatchObject({ name: "NeuroveilError" });
        });
        // Some are harmless, as 2^32 - 1 rows a strip, which means all.
        if (image !== undefined) expect(Array.from(image.data)).toEqual(samples);
      }
    }
  });

  test.each<[string, string, () => Uint8Array]>([
    ["broken", "a strip outside of the file", () => changed({ [tags.stripOffsets]: [1 << 30] })],
    ["broken", "a strip that ends outside", () => changed({ [tags.stripByteCounts]: [1 << 30] })],
    [
      "broken",
      "an empty strip, which some readers fill",
      () => changed({ [tags.stripByteCounts]: [0] }),
    ],
    [
      "broken",
      "strips that are the same bytes",
      () =>
        changed({
          [tags.imageLength]: [10_000],
          [tags.rowsPerStrip]: [1],
          [tags.stripOffsets]: Array<number>(10_000).fill(8),
          [tags.stripByteCounts]: Array<number>(10_000).fill(16),
        }),
    ],
    ["broken", "more rows than there is data", () => changed({ [tags.imageLength]: [60_000] })],
    [
      "limit",
      "a tile of which next to nothing is seen",
      () => changed({ [tags.tileLength]: [1 << 30] }, tiled),
    ],
    ["broken", "a directory outside of the file", () => pointing(2 ** 32 - 2)],
    ["broken", "a directory that is its own successor", () => selfFollowing()],
    ["broken", "a header alone", () => changed({}).subarray(0, 8)],
  ])("%s: %s", async (code, _, file) => {
    await expect(decodeImage(file())).rejects.toMatchObject({ name: "NeuroveilError", code });
  });

  function pointing(offset: number): Uint8Array {
    const file = changed({});
    new DataView(file.buffer).setUint32(4, offset);
    return file;
  }

  function selfFollowing(): Uint8Array {
    const file = changed({});
    const view = new DataView(file.buffer);
    const directory = view.getUint32(4);
    view.setUint32(directory + 2 + 12 * view.getUint16(directory), directory);
    return file;
  }

  test.each<[string, 8 | 32773 | 50000, Uint8Array]>([
    ["Deflate", 8, deflateSync(new Uint8Array(1 << 26))],
    ["PackBits", 32773, new Uint8Array(1 << 20).fill(0x81)],
    ["Zstandard", 50000, zstdFrame(1, 1 << 17, Uint8Array.of(7))],
  ])("a strip of %s unpacks no further than its rows", async (_, compression, packed) => {
    const before = process.memoryUsage().arrayBuffers;
    const file = withStrip(packed, compression);
    // zlib tells that there is more, where the others stop or fail.
    await decodeImage(file).catch((error: unknown) => expect(error).toMatchObject(broken));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8e6);
  });

  /** The image with a strip of other bytes, which stand behind all else. */
  function withStrip(packed: Uint8Array, compression: 8 | 32773 | 50000): Uint8Array {
    const fields = {
      [tags.compression]: [compression],
      [tags.stripByteCounts]: [packed.length],
    };
    const { length } = changed({ ...fields, [tags.stripOffsets]: [0] });
    const file = new Uint8Array(length + packed.length);
    file.set(changed({ ...fields, [tags.stripOffsets]: [length] }));
    file.set(packed, length);
    return file;
  }
});
