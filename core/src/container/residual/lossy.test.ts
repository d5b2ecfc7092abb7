import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { encodeImage } from "../../image/encode.ts";
import type { Image } from "../../image/image.ts";
import { createKeyRing } from "../../keys/index.ts";
import { decodeHeader, encodeHeader } from "../header/header.ts";
import { claim, dissect, forge, type Forgery } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, readHeader, sealFile, sealInput, sealPixels } from "../index.ts";
import type { Opened, OpenedPixels, Protection } from "../index.ts";
import { coarseCipher, xorCipher } from "../xor-cipher.test.support.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 5);
const keys = createKeyRing({ key });
const contentKey = { bytes: key, wrapped: undefined };
const cipher = coarseCipher();
const ciphers = [cipher, xorCipher()];
const verified = ["sealed", "authenticated"] as const;
const protections = [...verified, "bare"] as const;

const warnings: string[] = [];
interface Asked {
  readonly unverified?: boolean;
}

async function open(file: Uint8Array, { unverified }: Asked = {}): Promise<Opened> {
  warnings.length = 0;
  const onWarning = (warning: string): number => warnings.push(warning);
  return openContainer(file, { keys, ciphers, bare: true, unverified, onWarning });
}

async function openPixels(file: Uint8Array, asked?: Asked): Promise<OpenedPixels> {
  const opened = await open(file, asked);
  if (opened.payload !== "pixels") throw new Error("expected pixels");
  return opened;
}

const options = (protection: Protection) => ({ contentKey, cipher, protection });

const shape = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 250, max: 300 })),
  channels: fc.integer({ min: 1, max: 4 }),
  bits: fc.integer({ min: 1, max: 16 }),
  protection: fc.constantFrom<Protection>(...protections),
});

describe("with the residual", () => {
  property.prop([shape], { numRuns: 60 })(
    "any image comes back as it was",
    async ({ width, height, channels, bits, protection }) => {
      const image = noiseImage(width, height, channels, bits);
      const file = await sealPixels(image, { ...options(protection), name: "photo.png" });
      expect(readHeader(file).residual).toBe(true);
      const opened = await openPixels(file);
      expect(Buffer.compare(opened.image.data, image.data)).toBe(0);
      expect(opened).toMatchObject({ name: "photo", protection, image: { bits } });
      expect(opened).not.toHaveProperty("lossy");
      expect(warnings).toEqual([]);
    },
  );

  property.prop([fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(...protections)], {
    numRuns: 30,
  })("any file comes back as it was", async (bytes, protection) => {
    const opened = await open(await sealFile(bytes, options(protection)));
    expect(opened).toEqual({ payload: "file", bytes, cipher: cipher.id, protection });
  });

  test("two images come back as they were", async () => {
    const [first, second] = [noiseImage(9, 7, 3, 8), noiseImage(9, 7, 3, 5)];
    const file = await sealPixels(first, { ...options("sealed"), second: { image: second } });
    const opened = await openPixels(file);
    expect(opened.image.data).toEqual(first.data);
    expect(opened.second?.image.data).toEqual(second.data);
  });

  test("the file is as long as was announced, whatever the residual takes", async () => {
    const files = await Promise.all(
      [noiseImage(60, 60), { ...noiseImage(60, 60), data: new Uint8Array(10_800) }].map((image) =>
        sealPixels(image, options("sealed")),
      ),
    );
    expect(files[0]!.length).toBeGreaterThan(files[1]!.length + 2000);
  });

  test("progress runs once from 0 to 1", async () => {
    const progress: number[] = [];
    const onProgress = (done: number): number => progress.push(done);
    await sealPixels(noiseImage(9, 9), { ...options("sealed"), onProgress });
    expect(progress).toEqual([0.5, 1]);
  });
});

describe("without it", () => {
  test.each(verified)("an approximation comes back, and says so (%s)", async (protection) => {
    const image = noiseImage(30, 20);
    const file = await sealPixels(image, { ...options(protection), lossy: true });
    expect(readHeader(file).residual).toBe(false);
    const opened = await openPixels(file);
    expect(opened.lossy).toBe(true);
    expect(opened.image.data).toEqual(image.data.map((byte) => (byte & 0xf8) | 3));
    expect(warnings).toEqual([]);
  });

  test("samples are cut to the depth, of two images to that of each", async () => {
    const [first, second] = [noiseImage(9, 7, 1, 1), noiseImage(9, 7, 1, 2)];
    const settings = { ...options("sealed"), lossy: true, second: { image: second } };
    const opened = await openPixels(await sealPixels(first, settings));
    expect(new Set(opened.image.data)).toEqual(new Set([1]));
    expect(new Set(opened.second?.image.data)).toEqual(new Set([3]));
    const wide = noiseImage(9, 7, 1, 12);
    const { image } = await openPixels(
      await sealPixels(wide, { ...options("sealed"), lossy: true }),
    );
    expect(image.data).toEqual(wide.data.map((byte) => (byte & 0xf8) | 3));
    // 10 bits: the upper byte 3 stays, and what is above 1023 is cut.
    const ten = noiseImage(9, 7, 1, 10);
    const cut = await openPixels(await sealPixels(ten, { ...options("sealed"), lossy: true }));
    expect(cut.image.data).toEqual(
      ten.data.map((byte, i) => (i % 2 === 0 ? 3 : (byte & 0xf8) | 3)),
    );
    const nine = noiseImage(9, 7, 1, 9);
    const most = await openPixels(await sealPixels(nine, { ...options("sealed"), lossy: true }));
    expect(most.image.data).toEqual(nine.data.map((_, i) => (i % 2 === 0 ? 1 : 255)));
  });

  test("a palette that no longer fits does not keep it from being written", async () => {
    const palette = Uint8Array.of(1, 2, 3, 250, 0, 7);
    const png = { colourType: 3, depth: 1, interlaced: false, palette } as const;
    const data = Uint8Array.of(...palette, ...palette);
    const image: Image = { ...noiseImage(2, 2), data, metadata: { png } };
    const settings = { ...options("sealed"), lossy: true };
    const opened = await openPixels(await sealPixels(image, settings));
    expect((await encodeImage(opened.image)).extension).toBe("png");
    const exact = await openPixels(await sealPixels(image, options("sealed")));
    expect(exact.image).toEqual(image);
  });

  test("it is for lossy ciphers and for images", async () => {
    const exact = { ...options("sealed"), cipher: xorCipher(), lossy: true };
    const usage = { code: "usage" };
    await expect(sealPixels(noiseImage(3, 3), exact)).rejects.toMatchObject(usage);
    const lossy = { ...options("sealed"), lossy: true };
    await expect(sealFile(new Uint8Array(3), lossy)).rejects.toMatchObject(usage);
    const text = new TextEncoder().encode("no image");
    const asked = { ...lossy, payload: "file" } as const;
    await expect(sealInput(text, asked)).rejects.toMatchObject(usage);
    await expect(sealInput(text, lossy)).rejects.toMatchObject({ code: "input" });
  });

  test("a lossy cipher must have no key vector", async () => {
    const odd = { ...options("sealed"), cipher: coarseCipher({ keyVectorBytes: 32 }) };
    await expect(sealPixels(noiseImage(3, 3), odd)).rejects.toMatchObject({ code: "usage" });
  });
});

const image = noiseImage(30, 20);
const approximation = image.data.map((byte) => (byte & 0xf8) | 3);

function flip(bytes: Uint8Array, index: number): Uint8Array {
  const changed = new Uint8Array(bytes);
  changed.set([changed.at(index)! ^ 1], index < 0 ? bytes.length + index : index);
  return changed;
}

/** What somebody without the key does to the residual. */
const forgeries: [string, NonNullable<Forgery["parts"]>][] = [
  ["its first byte", ({ residual }) => ({ residual: flip(residual!, 12) })],
  ["its tag", ({ residual }) => ({ residual: flip(residual!, -1) })],
  ["its nonce", ({ residual }) => ({ residual: flip(residual!, 0) })],
  ["its length", ({ residual }) => ({ residual: residual!.subarray(0, -16) })],
  ["all of it", () => ({ residual: undefined })],
  ["it, for the record", ({ record }) => ({ residual: record })],
];

describe.each(verified)("%s: whoever changes", (protection) => {
  test.each(forgeries)("%s is found out", async (_, parts) => {
    const file = await forge(await sealPixels(image, options(protection)), { parts });
    await expect(open(file)).rejects.toMatchObject({ code: "tampered" });
  });

  test("nothing at all is not", async () => {
    const file = await forge(await sealPixels(image, options(protection)), {});
    expect((await openPixels(file)).image.data).toEqual(image.data);
  });

  test("the header's promise is found out", async () => {
    const file = await forge(await sealPixels(image, options(protection)), {
      parts: ({ header }) => ({
        header: encodeHeader({ ...decodeHeader(header), residual: false }),
        residual: undefined,
      }),
    });
    await expect(open(file)).rejects.toMatchObject({ code: "key" });
  });

  test("residuals of two images for each other is found out", async () => {
    const [one, two] = [
      await sealPixels(image, options(protection)),
      await sealPixels(image, options(protection)),
    ];
    const { parts } = await dissect(two);
    const file = await forge(one, { parts: () => ({ residual: parts.residual }) });
    await expect(open(file)).rejects.toMatchObject({ code: "tampered" });
  });
});

describe("bare", () => {
  test.each(forgeries)(
    "with %s changed, an approximation and warnings are left to whoever asks for them",
    async (_, parts) => {
      const file = await forge(await sealPixels(image, options("bare")), { parts });
      await expect(open(file)).rejects.toMatchObject({ code: "tampered" });
      const opened = await openPixels(file, { unverified: true });
      expect(opened).toMatchObject({ lossy: true });
      expect(opened.image.data).toEqual(approximation);
      expect(warnings).toEqual([
        expect.stringMatching(/residual/),
        expect.stringMatching(/no key vector/),
      ]);
    },
  );

  test("without a residual nothing verifies it, so it is shown to whoever asks alone", async () => {
    const file = await sealPixels(image, { ...options("bare"), lossy: true });
    await expect(open(file)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(
        /no key vector .*, and the residual was left out; .*unverified/,
      ),
    });
    const opened = await openPixels(file, { unverified: true });
    expect(opened.image.data).toEqual(approximation);
    expect(warnings).toEqual([expect.stringMatching(/no key vector/)]);
  });

  test("of a file, an approximation is refused", async () => {
    const file = await sealFile(Uint8Array.of(1, 2, 3), options("bare"));
    for (const [, parts] of forgeries) {
      await expect(open(await forge(file, { parts }))).rejects.toMatchObject({ code: "tampered" });
    }
  });

  test("a changed pixel shows in the digest", async () => {
    const damaged = await forge(await sealPixels(image, options("bare")), {
      samples: (samples) => (samples[7]! ^= 0x40),
    });
    await expect(open(damaged)).rejects.toMatchObject({ code: "tampered" });
    const seen: string[] = [];
    const opened = await openContainer(damaged, {
      keys,
      ciphers,
      bare: true,
      unverified: true,
      onWarning: (warning) => seen.push(warning),
    });
    expect(seen).toEqual([expect.stringMatching(/digest does not match/)]);
    const differing = (opened as OpenedPixels).image.data.filter((b, i) => b !== image.data[i]);
    expect(differing).toHaveLength(1);
  });
});

describe("a writer with the key", () => {
  test.each([
    ["lossy, with no word on its residual", cipher, undefined],
    ["lossy, with a residual that was to be left out", cipher, false],
    ["lossless, with a word on its residual", xorCipher(), true],
  ] as const)("who makes an image %s is refused", async (_, of, residual) => {
    const file = await sealPixels(image, { ...options("sealed"), cipher: of });
    const changed = await claim(file, key, { residual });
    await expect(open(changed)).rejects.toMatchObject({ code: "broken" });
  });

  test("who makes a file without its residual is refused", async () => {
    const file = await sealFile(new Uint8Array(3), options("sealed"));
    const changed = await claim(file, key, { residual: false });
    await expect(open(changed)).rejects.toMatchObject({ code: "broken" });
  });
});
