import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Protection } from "../container/index.ts";
import { decrypt, type DecryptOptions } from "../decrypt.ts";
import { NeuroveilError } from "../errors.ts";
import { images } from "./images.ts";
import { loadTestKeys } from "./test-keys.ts";
import { vectorsFolder } from "./make.ts";
import { pack, unpack, type Unpacked } from "./pack.ts";
import { repackRegions } from "./pack-regions.ts";
import { regionRecipe } from "./region-vectors.ts";
import { Workshop } from "./workshop.ts";

// Whoever can encrypt for somebody can seal any nonsense with right MACs. It must end in one of our
// errors, or in a result; never in another exception.

const shop = new Workshop(await loadTestKeys(`${vectorsFolder}keys.json`));

const names = ["rgb8", "palette", "gray1", "rgba16", "cmyk"] as const;

async function basesOf(protection: Protection): Promise<Unpacked[]> {
  const files = names.map((name) => shop.seal({ name, content: images[name], protection }));
  return Promise.all(files.map(async (file) => unpack(await file, shop.key)));
}

async function outcome(
  file: Uint8Array,
  keys: DecryptOptions = { key: shop.key },
): Promise<string> {
  try {
    const { payload, second } = await decrypt(file, keys);
    return second === undefined ? payload : "pair";
  } catch (error) {
    if (error instanceof NeuroveilError && !error.message.includes("\n")) return error.code;
    throw error;
  }
}

const bytes = fc.oneof(
  fc.uint8Array({ minLength: 3, maxLength: 20 }),
  fc.integer({ min: 1, max: 256 }).map((n) => new Uint8Array(n).fill(n)),
);
const number = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -1, 1e300, 2 ** 32));

/** Fields of the right types that contradict each other and the image. */
const plausible = fc.record(
  {
    icc: bytes,
    iccName: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(" ", "ž", "a\u0000b")),
    exif: bytes,
    density: fc.record({ x: number, y: number, unit: fc.constantFrom("metre", "inch", "aspect") }),
    png: fc.record(
      {
        colourType: fc.constantFrom(0, 2, 3, 4, 6),
        depth: fc.constantFrom(1, 2, 4, 8, 16),
        interlaced: fc.boolean(),
        palette: bytes,
        transparency: bytes,
        indices: bytes,
        chunks: fc.array(
          fc.record({
            type: fc.constantFrom("tEXt", "IDAT", "IEND", "IHDR", "PLTE", "tRNS", "iCCP", "aaaa"),
            data: bytes,
            place: fc.constantFrom("before-palette", "before-data", "after-data"),
          }),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: ["colourType", "depth", "interlaced"] },
    ),
  },
  { requiredKeys: [] },
);

/** Fields that break the format's own rules. */
const wild = fc.record(
  {
    bits: fc.constantFrom(1, 2, 4, 8, 9, 12, 16, 0, 17),
    colour: fc.constantFrom("gray", "gray-alpha", "rgb", "rgba", "cmyk", "lab"),
    name: fc.oneof(fc.string(), fc.constantFrom("../x", "con", "a\u0000", "x".repeat(300))),
    iccName: fc.constantFrom("", "x".repeat(80)),
    density: fc.oneof(number, fc.record({ x: number })),
    png: fc.oneof(number, fc.record({ colourType: fc.constantFrom(1, 3), depth: number })),
    keyVector: fc.uint8Array({ maxLength: 40 }),
    length: number,
    delays: number,
    images: fc.oneof(
      number,
      fc.constantFrom([], [{}], [{ bits: 8 }], [{ bits: 8, colour: "rgb", x: 1 }], [1, 2], {}),
    ),
  },
  { requiredKeys: [] },
);
const fields = fc.oneof(plausible, wild);
/** Metadata of a second image, in half of the cases. */
const ofSecond = fc.option(plausible, { freq: 2, nil: undefined });

describe.each(["sealed", "authenticated"] as const)("%s", async (protection) => {
  const bases = await basesOf(protection);
  const outcomes = new Map<string, number>();

  property.prop([fc.constantFrom(...bases), fields, ofSecond], { numRuns: 600 })(
    "no sealed record makes the reader fail in another way",
    async (base, change, own) => {
      const [page] = base.record["images"] as [{ bits: unknown; colour: unknown }];
      const { bits, colour } = page;
      const { length, keyVector, images: list, ...ofPage } = change as Record<string, unknown>;
      const both = [{ ...page, ...ofPage }, ...(own ? [{ bits, colour, ...own }] : [])];
      const record = {
        ...base.record,
        images: list ?? both,
        ...(length !== undefined && { length }),
        ...(keyVector !== undefined && { keyVector }),
      };
      const file = await pack({ ...base, record }, shop.key);
      const how = await outcome(file);
      outcomes.set(how, (outcomes.get(how) ?? 0) + 1);
    },
  );

  test("and some of them got through to the image", () => {
    expect(outcomes.get("pixels")).toBeGreaterThan(5);
    expect(outcomes.get("pair")).toBeGreaterThan(5);
    expect(outcomes.get("broken")).toBeGreaterThan(5);
  });
});

describe("regions", async () => {
  const base = await shop.seal({ name: "hostile", ...regionRecipe });
  const outcomes = new Map<string, number>();
  const small = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.constantFrom(1e9, 2 ** 32, 0.5));
  const list = fc.array(fc.array(small, { maxLength: 9 }), { maxLength: 4 });
  /** In one case of ten. */
  const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  const sound = fc.constantFrom(
    [
      [2, 1, 5, 4],
      [8, 7, 7, 3],
    ],
    {},
    1,
  );
  const change = fc.record({
    outlines: rarely(fc.oneof(list, sound)),
    visible: rarely(fc.uint8Array({ minLength: 31, maxLength: 33 })),
    version: rarely(fc.constantFrom(1, 2, 3, "2")),
    index: rarely(small),
    image: rarely(fc.uint8Array({ minLength: 31, maxLength: 33 })),
    wrapped: rarely(fc.uint8Array({ maxLength: 40 })),
    keyVectors: rarely(fc.array(fc.uint8Array({ minLength: 30, maxLength: 33 }), { maxLength: 3 })),
    fewer: rarely(fc.constant(true)),
    bits: rarely(fc.constantFrom(1, 7, 8, 16)),
    colour: rarely(fc.constantFrom("gray", "rgb", "rgba", "cmyk")),
    kind: rarely(fc.constantFrom("signed", "unsigned", "float")),
    pages: rarely(fc.constantFrom(1, 2, 12)),
  });
  const given = (fields: object): object =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

  property.prop([change, fc.boolean()], { numRuns: 300 })(
    "no header, record or list makes the reader fail in another way",
    async (made, viewed) => {
      const { outlines, visible, fewer, keyVectors, bits, colour, kind, pages, ...own } = made;
      const layout = kind && { channels: 3, bits: bits ?? 8, kind, pages: pages ?? 1 };
      const file = await repackRegions(shop.key, {
        header: ({ regions }) => ({
          regions: {
            ...(regions as object),
            ...(outlines !== undefined && { outlines }),
            ...(visible && { visible }),
          },
        }),
        regionHeader: given(own) as Record<string, unknown>,
        ...(keyVectors && { regionRecord: { keyVectors } }),
        record: ({ images: pagesOf }) => ({
          images: [
            {
              ...(pagesOf as object[])[0],
              ...(bits !== undefined && { bits }),
              ...(colour && { colour }),
              ...(layout && { origin: { format: "tiff", layout } }),
            },
          ],
        }),
        ...(fewer && { parts: ({ regions = [] }) => ({ regions: regions.slice(1) }) }),
      })(base);
      const keys = viewed ? { identities: [shop.keys.viewer.identity] } : { key: shop.key };
      const how = await outcome(file, keys);
      outcomes.set(how, (outcomes.get(how) ?? 0) + 1);
    },
  );

  test("and some of them got through to the picture", () => {
    for (const how of ["pixels", "broken", "tampered"])
      expect(outcomes.get(how)).toBeGreaterThan(3);
  });
});
