import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Cipher } from "../ciphers/cipher.ts";
import { decodeImage } from "../image/decode.ts";
import type { Image } from "../image/image.ts";
import { createContentKey, createKeyRing, generateIdentity } from "../keys/index.ts";
import { isContainer, openContainer, readHeader, sealFile, sealPixels } from "./index.ts";
import type { Opened, Protection } from "./index.ts";
import { noiseImage } from "./image.test.support.ts";
import { xorCipher } from "./xor-cipher.test.support.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
const keys = createKeyRing({ key });
const contentKey = { bytes: key, wrapped: undefined };
const cipher = xorCipher();
const ciphers = [cipher];
const protections = ["sealed", "authenticated", "bare"] as const;

/** Far faster on large images than `toEqual`. */
function sameSamples(opened: Opened, image: Image): boolean {
  return opened.payload === "pixels" && Buffer.compare(opened.image.data, image.data) === 0;
}

const shape = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 250, max: 600 })),
  channels: fc.integer({ min: 1, max: 4 }),
  bits: fc.integer({ min: 1, max: 16 }),
  protection: fc.constantFrom<Protection>(...protections),
});

property.prop([shape], { numRuns: 60 })("any image comes back as it was", async (some) => {
  const { protection } = some;
  const image = noiseImage(some.width, some.height, some.channels, some.bits);
  const before = new Uint8Array(image.data);
  const options = { contentKey, cipher, protection, name: "folder/photo.tar.jpg" };
  const file = await sealPixels(image, options);
  expect(Buffer.compare(image.data, before)).toBe(0);
  const carrier = await decodeImage(file);
  expect([carrier.width, carrier.height]).toEqual([image.width, image.height]);
  // A few bytes may come out as they were.
  if (before.length > 8) expect(Buffer.compare(carrier.data, before)).not.toBe(0);
  const opened = await openContainer(file, { keys, ciphers, bare: true });
  expect(sameSamples(opened, image)).toBe(true);
  const { data: _, ...shape } = image;
  expect(opened).toMatchObject({ payload: "pixels", image: shape, name: "photo.tar", protection });
});

property.prop([fc.uint8Array({ maxLength: 3000 }), fc.constantFrom(...protections)], {
  numRuns: 60,
})("any file comes back as it was", async (bytes, protection) => {
  const options = { contentKey, cipher, protection, name: "C:\\data\\results.csv" };
  const opened = await openContainer(await sealFile(bytes, options), {
    keys,
    ciphers,
    bare: true,
  });
  const name = "results.csv";
  expect(opened).toEqual({ payload: "file", bytes, name, cipher: cipher.id, protection });
});

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i);

test("all metadata come back as they were", async () => {
  const image = noiseImage(3, 2, 4, 8, {
    metadata: {
      icc: bytes(700),
      iccName: "Ä profile",
      exif: bytes(30),
      density: { x: 300, y: 299.5, unit: "inch" },
      png: {
        colourType: 3,
        depth: 2,
        interlaced: true,
        palette: bytes(12),
        transparency: bytes(2),
        indices: Uint8Array.of(0, 1, 2, 3, 0, 1),
        chunks: [
          { type: "tEXt", data: bytes(9), place: "before-palette" },
          { type: "prIv", data: bytes(0), place: "after-data" },
        ],
      },
    },
  });
  for (const protection of protections) {
    const file = await sealPixels(image, { contentKey, cipher, protection });
    const opened = await openContainer(file, { keys, ciphers, bare: true });
    expect(opened).toMatchObject({ image, name: undefined });
  }
});

test("CMYK travels as RGBA and stays CMYK", async () => {
  const image = noiseImage(5, 4, 4, 8, { colour: "cmyk" });
  const file = await sealPixels(image, { contentKey, cipher, protection: "sealed" });
  expect((await decodeImage(file)).colour).toBe("rgba");
  expect(await openContainer(file, { keys, ciphers })).toMatchObject({ image });
});

const odd: [string, Partial<Cipher>][] = [
  ["without key vector", { keyVectorBytes: 0 }],
  ["without tiles", { tileRows: 0 }],
  ["without native key", { nativeKey: { bytes: 0, description: "none" } }],
  ["with weights", { weights: "ab".repeat(32) }],
];
test.each(odd)("a cipher %s works", async (_, change) => {
  const cipher = xorCipher(change);
  const image = noiseImage(700, 600);
  for (const protection of protections) {
    const file = await sealPixels(image, { contentKey, cipher, protection });
    const unverified = protection === "bare" && cipher.keyVectorBytes === 0;
    const opened = await openContainer(file, { keys, ciphers: [cipher], bare: true, unverified });
    expect(sameSamples(opened, image)).toBe(true);
  }
});

test("a cipher that says nothing of its rows, or too much, is sealed all the same", async () => {
  const quiet = xorCipher();
  for (const onRows of [undefined, [0, 300, 0, 600, 0, 900]]) {
    const cipher = xorCipher({
      async encrypt(raster, key, run) {
        const keyVector = await quiet.encrypt(raster, key);
        for (let i = 0; i < (onRows?.length ?? 0); i += 2)
          run?.onRows?.(onRows![i]!, onRows![i + 1]!);
        return keyVector;
      },
    });
    const image = noiseImage(1200, 900);
    const file = await sealPixels(image, { contentKey, cipher, protection: "sealed" });
    const opened = await openContainer(file, { keys, ciphers });
    expect(sameSamples(opened, image)).toBe(true);
  }
});

describe("the door", () => {
  const image = noiseImage(4, 4);
  const options = { contentKey, cipher, protection: "sealed" } as const;

  test.each([
    ["a fraction of a pixel", { width: 3.5 }],
    ["no rows", { height: 0 }],
    ["too many bits", { bits: 17 }],
    ["the wrong colour model", { colour: "rgba" as const }],
    ["too few samples", { data: new Uint8Array(47) }],
    ["samples above their depth", { bits: 4 }],
  ])("refuses an image with %s", async (_, change) => {
    const wrong = { ...image, ...change };
    await expect(sealPixels(wrong, options)).rejects.toMatchObject({ code: "usage" });
  });

  const chunk = { type: "tEXt", data: new Uint8Array(3), place: "before-data" } as const;
  const png = { colourType: 2, depth: 8, interlaced: false } as const;
  test.each<[string, object]>([
    ["a density that is no number", { density: { x: NaN, y: 1, unit: "inch" } }],
    ["a long profile name", { iccName: "x".repeat(80) }],
    ["a field that does not exist", { orientation: 6 }],
    ["too many chunks", { png: { ...png, chunks: Array.from({ length: 4097 }, () => chunk) } }],
  ])("metadata that no reader takes are not written: %s", async (_, metadata) => {
    await expect(sealPixels({ ...image, metadata }, options)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining('payload "file"'),
    });
  });

  test("undefined metadata are none", async () => {
    const metadata = { icc: undefined, png: { ...png, palette: undefined } } as object;
    const file = await sealPixels({ ...image, metadata }, options);
    expect(await openContainer(file, { keys, ciphers })).toMatchObject({
      image: { metadata: { png } },
    });
  });

  test("a nonce of one's own is for bare images", async () => {
    const nonce = new Uint8Array(16);
    await expect(sealPixels(image, { ...options, nonce })).rejects.toMatchObject({ code: "usage" });
    const bare = { ...options, protection: "bare", nonce } as const;
    const [one, two] = [await sealPixels(image, bare), await sealPixels(image, bare)];
    // The same image under the same nonce: same pixels, but the metadata's nonce is never repeated.
    expect(readHeader(one)).toEqual(readHeader(two));
    expect(one).not.toEqual(two);
    const short = { ...bare, nonce: new Uint8Array(8) };
    await expect(sealPixels(image, short)).rejects.toMatchObject({ code: "usage" });
  });

  test("work that is stopped is refused", async () => {
    const signal = AbortSignal.abort();
    await expect(sealPixels(image, { ...options, signal })).rejects.toMatchObject({
      code: "aborted",
    });
    const file = await sealPixels(image, options);
    await expect(openContainer(file, { keys, ciphers, signal })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("unverified needs bare", async () => {
    const file = await sealPixels(image, options);
    await expect(openContainer(file, { keys, ciphers, unverified: true })).rejects.toMatchObject({
      code: "usage",
    });
  });

  test("a bare image opens only when that was asked for", async () => {
    const file = await sealPixels(image, { ...options, protection: "bare" });
    await expect(openContainer(file, { keys, ciphers })).rejects.toMatchObject({
      code: "unsupported",
    });
  });

  test("other files are no containers, and say so", async () => {
    const plain = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0, 73, 69, 78, 68, 0, 0);
    for (const file of [new Uint8Array(0), new Uint8Array(100), plain]) {
      expect(isContainer(file)).toBe(false);
      expect(() => readHeader(file)).toThrow(expect.objectContaining({ code: "input" }));
    }
    expect(isContainer(await sealPixels(image, options))).toBe(true);
  });

  test("a Node Buffer is as good as a Uint8Array", async () => {
    const file = Buffer.from(await sealPixels(image, options));
    expect(await openContainer(file, { keys, ciphers })).toMatchObject({ image });
  });
});

test("recipients: the header holds the wrapped key, and a batch shares it", async () => {
  const { identity, recipient } = await generateIdentity();
  const shared = await createContentKey({ recipients: [recipient] });
  const options = { contentKey: shared, cipher, protection: "sealed" } as const;
  const files = await Promise.all([2, 3].map((n) => sealPixels(noiseImage(n, n), options)));
  const headers = files.map(readHeader);
  expect(headers[0]!.wrapped).toEqual(headers[1]!.wrapped);
  expect(headers[0]!.nonce).not.toEqual(headers[1]!.nonce);
  const ring = createKeyRing({ identities: [identity] });
  for (const file of files) {
    expect(await openContainer(file, { keys: ring, ciphers })).toMatchObject({ payload: "pixels" });
  }
});
