import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { decodeImage } from "../../image/decode.ts";
import { encodeImage } from "../../image/encode.ts";
import type { ColourModel, Image } from "../../image/image.ts";
import { createKeyRing } from "../../keys/index.ts";
import { forge, type Forgery } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, readHeader, sealFile, sealInput, sealPixels } from "../index.ts";
import type { OpenedPage, OpenOptions, Protection, SealPixelsOptions } from "../index.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const contentKey = { bytes: key, wrapped: undefined };
const cipher = xorCipher();
const protections = ["sealed", "authenticated", "bare"] as const;
const sealing: SealPixelsOptions = { contentKey, cipher, protection: "sealed" };
const opening: OpenOptions = { keys: createKeyRing({ key }), ciphers: [cipher], bare: true };

/** Exact, and far faster on large images than comparing them as objects. */
function expectPage(page: OpenedPage | undefined, image: Image, name: string | undefined): void {
  const { data: samples, ...shape } = image;
  expect(page).toMatchObject({ image: shape, name });
  expect(Buffer.compare(page!.image.data, samples)).toBe(0);
}

const models: Readonly<Record<number, readonly ColourModel[]>> = {
  1: ["gray"],
  2: ["gray-alpha"],
  3: ["rgb"],
  4: ["rgba", "cmyk"],
};
const pair = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 120, max: 400 })),
    channels: fc.integer({ min: 1, max: 4 }),
    wide: fc.boolean(),
  })
  .chain(({ width, height, channels, wide }) => {
    const image = fc
      .record({
        bits: wide ? fc.integer({ min: 9, max: 16 }) : fc.integer({ min: 1, max: 8 }),
        colour: fc.constantFrom(...models[channels]!),
        metadata: fc.constantFrom({}, { icc: Uint8Array.of(1, 2, 3), iccName: "profile" }),
      })
      .map(({ bits, ...change }) => noiseImage(width, height, channels, bits, change));
    return fc.tuple(image, image);
  });

property.prop([pair, fc.constantFrom<Protection>(...protections)], { numRuns: 60 })(
  "two images of one shape come back as they were, each with its own depth, colours and metadata",
  async ([first, image], protection) => {
    const second = { image, name: "b/other.old.png" };
    const file = await sealPixels(first, { ...sealing, protection, name: "a/one.jpg", second });
    const carrier = await decodeImage(file);
    expect([carrier.width, carrier.height]).toEqual([first.width, 2 * first.height]);
    const opened = await openContainer(file, opening);
    if (opened.payload !== "pixels") throw new Error("expected pixels");
    expect(opened).toMatchObject({ cipher: cipher.id, protection });
    expectPage(opened, first, "one");
    expectPage(opened.second, image, "other.old");
  },
);

test("one image has no second one, and names are not needed", async () => {
  const image = noiseImage(4, 6);
  expect(await openContainer(await sealPixels(image, sealing), opening)).not.toHaveProperty(
    "second",
  );
  const opened = await openContainer(await sealPixels(image, { ...sealing, second: { image } }), {
    ...opening,
  });
  expect(opened).toMatchObject({ image, name: undefined, second: { image, name: undefined } });
});

test("without the key, two images look like one of twice the height", async () => {
  const image = noiseImage(8, 5);
  const two = await sealPixels(image, { ...sealing, second: { image, name: "b.png" } });
  const one = await sealPixels(noiseImage(8, 10), sealing);
  expect(two.length).toBe(one.length);
  const { nonce: _, ...header } = readHeader(two);
  expect(readHeader(one)).toMatchObject(header);
});

describe("images that do not fit each other", () => {
  const first = noiseImage(6, 4);
  test.each([
    ["larger", noiseImage(6, 5), /6 x 4 with 3 x 8 bits and 6 x 5 with 3 x 8 bits/],
    ["turned", noiseImage(4, 6), /4 x 6/],
    ["of another number of channels", noiseImage(6, 4, 4), /6 x 4 with 4 x 8 bits/],
    ["of 16 bits", noiseImage(6, 4, 3, 16), /6 x 4 with 3 x 16 bits/],
  ])("the second is %s", async (_, image, message) => {
    await expect(sealPixels(first, { ...sealing, second: { image } })).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(message),
    });
  });

  test("the second contradicts itself", async () => {
    const image = { ...first, data: new Uint8Array(3) };
    await expect(sealPixels(first, { ...sealing, second: { image } })).rejects.toMatchObject({
      code: "usage",
    });
    const name = 5 as unknown as string;
    await expect(
      sealPixels(first, { ...sealing, second: { image: first, name } }),
    ).rejects.toMatchObject({ code: "usage" });
  });

  test("together they are too large, though each of them is not", async () => {
    // One byte a row and its filter byte: 2^29 rows would take 2 GiB twice.
    const data = new Uint8Array(2 ** 29 + 1);
    const image = { ...noiseImage(1, 1, 1), height: data.length, data };
    await expect(sealPixels(image, { ...sealing, second: { image } })).rejects.toMatchObject({
      code: "limit",
    });
  });
});

describe("files", () => {
  const image = noiseImage(6, 4);
  const pdf = new TextEncoder().encode("%PDF-1.7");

  test("the second one's failure says that it is the second one's", async () => {
    const { bytes } = await encodeImage(image);
    const gif = ascii("GIF89a\x01\0\x01\0\0\0\0!\x01\x01a\0;");
    const cases: [Uint8Array, string, RegExp][] = [
      [pdf, "input", /^the second image: expected an image .*got a PDF document; encrypt each/],
      [gif, "unsupported", /^the second image: .*a GIF with a text to draw/],
      [bytes.subarray(0, -20), "broken", /^the second image: expected/],
    ];
    for (const [second, code, message] of cases) {
      await expect(
        sealInput(bytes, { ...sealing, second: { bytes: second } }),
      ).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
      const swapped = sealInput(second, { ...sealing, second: { bytes } });
      await expect(swapped).rejects.toMatchObject({
        code,
        message: expect.not.stringContaining("the second image:"),
      });
    }
  });

  test("payload file has no place for a second one", async () => {
    const { bytes } = await encodeImage(image);
    const options = { ...sealing, payload: "file", second: { bytes } } as const;
    await expect(sealInput(bytes, options)).rejects.toMatchObject({ code: "usage" });
    expect(await openContainer(await sealFile(pdf, sealing), opening)).not.toHaveProperty("second");
  });
});

describe("a bare pair", async () => {
  const image = noiseImage(6, 4, 1, 3);
  const bare: SealPixelsOptions = { ...sealing, protection: "bare", name: "a.png" };
  const file = await sealPixels(image, { ...bare, second: { image, name: "b.png" } });
  const lostRecord: Forgery = {
    parts: ({ record }) => ({ record: record.map((byte, i) => (i === 3 ? byte ^ 1 : byte)) }),
  };
  const damage: [string, Forgery][] = [
    ["whose record is lost", lostRecord],
    ["whose pixels are noise", { samples: (samples) => (samples[0]! ^= 1) }],
  ];
  test.each(damage)("%s comes as one image of the carrier's form", async (_, change) => {
    const warnings: string[] = [];
    const opened = await openContainer(await forge(file, change), {
      ...opening,
      unverified: true,
      onWarning: (message) => warnings.push(message),
    });
    expect(opened).not.toHaveProperty("second");
    expect(opened).toMatchObject({ image: { width: 6, height: 8, bits: 8, metadata: {} } });
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ["two images", { second: { image, name: "b.png" } }],
    ["fewer bits", {}],
  ])("without its record nobody takes %s for something else", async (_, more) => {
    const few: Image = { ...image, bits: 4, data: image.data.map((byte) => byte & 15) };
    const whole = await sealPixels("second" in more ? image : few, { ...bare, ...more });
    await expect(openContainer(await forge(whole, lostRecord), opening)).rejects.toMatchObject({
      code: "tampered",
    });
  });
});

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
