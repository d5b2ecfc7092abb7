import { fc, test as property } from "@fast-check/vitest";
import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import * as frontDoor from "./index.ts";
import { decrypt, encrypt, encryptTo, verify, type Protection } from "./index.ts";
import { ciphers } from "./ciphers/index.ts";
import { readHeader } from "./container/index.ts";
import { decodeImage, encodeImage } from "./image/index.ts";
import * as laboratory from "./laboratory/index.ts";
import { createContentKey, createKeyRing, generateIdentity } from "./keys/index.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => 3 * i);
let photo: Uint8Array;
beforeAll(async () => {
  const background = { r: 200, g: 30, b: 90 };
  photo = await sharp({ create: { width: 70, height: 50, channels: 3, background } })
    .jpeg()
    .toBuffer();
});

test("what is exported is meant to be", () => {
  expect(Object.keys(frontDoor).toSorted()).toEqual([
    "NeuroveilError",
    "decrypt",
    "decryptFrom",
    "decryptPreview",
    "decryptTile",
    "encrypt",
    "encryptTo",
    "verify",
  ]);
});

test("a photograph for a recipient, and back", async () => {
  const { identity, recipient } = await generateIdentity();
  const progress: number[] = [];
  const veiled = await encrypt(photo, {
    recipients: [recipient],
    name: "portrait.jpg",
    onProgress: (done) => progress.push(done),
  });
  const [original, noise] = [await decodeImage(photo), await decodeImage(veiled)];
  expect([noise.width, noise.height]).toEqual([original.width, original.height]);
  expect(readHeader(veiled)).toMatchObject({ cipher: "hybrid", protection: "sealed" });
  expect(progress.at(-1)).toBe(1);
  const { bytes, ...rest } = await decrypt(veiled, { identities: [identity] });
  expect(rest).toEqual({
    name: "portrait.png",
    sealedName: { name: "portrait", extension: "png" },
    payload: "pixels",
    cipher: "hybrid",
    protection: "sealed",
  });
  expect((await decodeImage(bytes)).data).toEqual(original.data);
});

test("many files with one key: into a file each, and verified without their pixels", async () => {
  const contentKey = await createContentKey({ key });
  const keys = createKeyRing({ key });
  const png = await sharp(photo).png().toBuffer();
  for (const input of [photo, png, new Uint8Array(3)]) {
    const written = new Uint8Array(1 << 20);
    const file = {
      write(bytes: Uint8Array, offset: number, length: number, position: number) {
        written.set(bytes.subarray(offset, offset + length), position);
        return Promise.resolve({ bytesWritten: length });
      },
    };
    const chosen: unknown[] = [];
    const options = { contentKey, name: "a.jpg", onChosen: (found: unknown) => chosen.push(found) };
    const { length, ...rest } = await encryptTo(file, input, options);
    expect(chosen).toEqual([rest]);
    const veiled = written.subarray(0, length);
    const { bytes, name, sealedName, ...about } = await decrypt(veiled, { keys });
    expect(await verify(veiled, { keys })).toEqual({ names: [sealedName], ...about });
    expect(name.startsWith("a.")).toBe(true);
    expect(bytes.length).toBeGreaterThan(0);
  }
  for (const both of [
    { contentKey, key },
    { contentKey, passphrase: "p" },
  ])
    await expect(encrypt(photo, both)).rejects.toMatchObject({ code: "usage" });
  await expect(decrypt(photo, { keys, key })).rejects.toMatchObject({ code: "usage" });
});

test("a file that is no image becomes a file, by itself", async () => {
  const text = new TextEncoder().encode("not an image");
  const { bytes, name, payload } = await decrypt(
    await encrypt(text, { key, name: "notes.txt", protection: "authenticated" }),
    { key },
  );
  expect([bytes, name, payload]).toEqual([text, "notes.txt", "file"]);
  expect(await decrypt(await encrypt(new Uint8Array(0), { key }), { key })).toMatchObject({
    bytes: new Uint8Array(0),
    name: "file",
  });
});

describe("the time of the last change", () => {
  test.each([981_173_106_123.456, 0, -1, 1_700_000_000_000])(
    "%d ms come back",
    async (modified) => {
      for (const bytes of [photo, new Uint8Array(3)]) {
        const opened = await decrypt(await encrypt(bytes, { key, modified }), { key });
        expect(opened.modified).toBe(modified);
      }
    },
  );

  test("of two images, each its own", async () => {
    const second = { bytes: photo, modified: 2 };
    const opened = await decrypt(await encrypt(photo, { key, modified: 1, second }), { key });
    expect([opened.modified, opened.second!.modified]).toEqual([1, 2]);
  });

  test("of a File, unless it is told or beyond what a record holds", async () => {
    const file = (lastModified: number): File =>
      new File([Uint8Array.from(photo)], "a.jpg", { lastModified });
    const timeOf = async (input: File, modified?: number): Promise<number | undefined> =>
      (await decrypt(await encrypt(input, { key, modified }), { key })).modified;
    expect(await timeOf(file(12_345))).toBe(12_345);
    expect(await timeOf(file(12_345), 7)).toBe(7);
    expect(await timeOf(file(8.64e15))).toBeUndefined();
  });

  test.each([Number.NaN, Infinity, 8.64e15, "today" as unknown as number])(
    "%s is refused",
    async (modified) => {
      await expect(encrypt(photo, { key, modified })).rejects.toMatchObject({
        code: "usage",
        message: expect.stringContaining("modified"),
      });
    },
  );
});

describe("a Blob or File is an input like its bytes", () => {
  const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);
  const fileOf = (bytes: Uint8Array, name: string): File =>
    new File([Uint8Array.from(bytes)], name);

  test("a File brings its name, unless another is given", async () => {
    const file = fileOf(photo, "from a page.jpg");
    const own = await decrypt(blobOf(await encrypt(file, { key })), { key });
    expect(own.name).toBe("from a page.png");
    expect((await decodeImage(own.bytes)).data).toEqual((await decodeImage(photo)).data);
    const other = await decrypt(await encrypt(file, { key, name: "mine.jpg" }), { key });
    expect(other.name).toBe("mine.png");
    const none = await decrypt(await encrypt(blobOf(photo), { key }), { key });
    expect(none.name).toBe("image.png");
  });

  test("so is the second of two images", async () => {
    const second = { bytes: fileOf(await sharp(photo).png().toBuffer(), "b.png") };
    const opened = await decrypt(await encrypt(fileOf(photo, "a.jpg"), { key, second }), { key });
    expect([opened.name, opened.second!.name]).toEqual(["a.png", "b.png"]);
  });

  test("one that cannot be read any more is refused in one line", async () => {
    const gone = fileOf(photo, "gone.jpg");
    const failure = new DOMException("A requested file could not be found", "NotFoundError");
    gone.arrayBuffer = () => Promise.reject(failure);
    await expect(encrypt(gone, { key })).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/^expected to read the input, got .*; choose the file again$/),
      cause: failure,
    });
    await expect(decrypt(gone, { key })).rejects.toMatchObject({ code: "input" });
    gone.arrayBuffer = () => Promise.reject(new RangeError("Array buffer allocation failed"));
    await expect(encrypt(gone, { key })).rejects.toMatchObject({ code: "limit" });
  });
});

test("a JPEG as a file comes back byte for byte", async () => {
  const veiled = await encrypt(photo, { key, payload: "file", name: "p.jpg" });
  const { bytes, name } = await decrypt(veiled, { key });
  expect(Buffer.compare(bytes, photo)).toBe(0);
  expect(name).toBe("p.jpg");
});

test("a damaged PNG never becomes a file by itself; a damaged JPEG does, and that is said", async () => {
  const png = (await sharp(photo).png().toBuffer()).subarray(0, -20);
  await expect(encrypt(png, { key })).rejects.toMatchObject({ code: "broken" });
  const jpeg = photo.subarray(0, -20);
  const warnings: string[] = [];
  const unasked = await encrypt(jpeg, { key, onWarning: (warning) => warnings.push(warning) });
  expect(warnings).toEqual([
    expect.stringMatching(/^a damaged JPEG \(.*\), so its bytes are encrypted as a file$/),
  ]);
  await expect(encrypt(jpeg, { key, payload: "pixels" })).rejects.toMatchObject({ code: "broken" });
  const asked = await encrypt(png, { key, payload: "file" });
  for (const [veiled, original] of [
    [unasked, jpeg],
    [asked, png],
  ] as const) {
    expect((await decrypt(veiled, { key })).bytes).toEqual(new Uint8Array(original));
  }
});

describe("two images in one", () => {
  const picture = fc.record({ bits: fc.constantFrom(1, 2, 4, 8), seed: fc.nat(255) });
  const shape = fc.record({
    width: fc.integer({ min: 1, max: 30 }),
    height: fc.integer({ min: 1, max: 300 }),
    protection: fc.constantFrom<Protection>("sealed", "authenticated"),
  });

  property.prop([shape, picture, picture], { numRuns: 40 })(
    "any two PNGs of one shape, and back",
    async ({ width, height, protection }, one, two) => {
      const files = await Promise.all(
        [one, two].map(async ({ bits, seed }) => {
          const data = Uint8Array.from(
            { length: width * height },
            (_, i) => ((i * 7) ^ seed) & (2 ** bits - 1),
          );
          const form = { channels: 1, bits, colour: "gray", metadata: {} } as const;
          return (await encodeImage({ width, height, data, ...form })).bytes;
        }),
      );
      const second = { bytes: files[1]!, name: "b.png" };
      const veiled = await encrypt(files[0]!, { key, protection, name: "a.png", second });
      const opened = await decrypt(veiled, { key });
      expect(opened).toMatchObject({ name: "a.png", second: { name: "b.png" }, protection });
      expect(Buffer.compare(opened.bytes, files[0]!)).toBe(0);
      expect(Buffer.compare(opened.second!.bytes, files[1]!)).toBe(0);
    },
  );

  const lossless = ciphers.filter((cipher) => cipher.lossless);
  test.each(lossless.map(({ id }) => id))("with %s", async (cipher) => {
    for (const [width, height] of [
      [1, 1],
      [13, 7],
    ] as const) {
      const form = { width, height, channels: 3, bits: 8, colour: "rgb", metadata: {} } as const;
      const [one, two] = await Promise.all(
        [40, 41].map(async (step) => {
          const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => step * i);
          return (await encodeImage({ ...form, data })).bytes;
        }),
      );
      const veiled = await encrypt(one!, { key, cipher, second: { bytes: two! } });
      const { bytes, second } = await decrypt(veiled, { key });
      expect(Buffer.compare(bytes, one!)).toBe(0);
      expect(Buffer.compare(second!.bytes, two!)).toBe(0);
    }
  });

  test("names that are the same, or not given, are told apart", async () => {
    const names: [string | undefined, string | undefined, string, string][] = [
      ["one/photo.jpg", "two/photo.png", "photo.png", "photo-2.png"],
      ["Photo.jpg", "photo.jpg", "Photo.png", "photo-2.png"],
      [undefined, undefined, "image.png", "image-2.png"],
      ["image-2.png", undefined, "image-2.png", "image.png"],
    ];
    for (const [first, other, expected, expectedOther] of names) {
      const second = { bytes: photo, name: other };
      const opened = await decrypt(await encrypt(photo, { key, name: first, second }), { key });
      expect([opened.name, opened.second!.name]).toEqual([expected, expectedOther]);
    }
  });

  test("a JPEG and a PNG, in a cipher image of twice the height", async () => {
    const png = await sharp(photo).negate().png().toBuffer();
    const veiled = await encrypt(photo, { key, second: { bytes: png } });
    const noise = await decodeImage(veiled);
    expect([noise.width, noise.height]).toEqual([70, 100]);
    const { bytes, second } = await decrypt(veiled, { key });
    expect((await decodeImage(bytes)).data).toEqual((await decodeImage(photo)).data);
    expect((await decodeImage(second!.bytes)).data).toEqual((await decodeImage(png)).data);
  });

  test("CMYK beside RGBA comes back as TIFF beside PNG", async () => {
    const cmyk = await sharp(photo).toColourspace("cmyk").jpeg().toBuffer();
    const rgba = await sharp(photo).ensureAlpha(0.5).png().toBuffer();
    const second = { bytes: rgba, name: "b.png" };
    const opened = await decrypt(await encrypt(cmyk, { key, name: "a.jpg", second }), { key });
    expect([opened.name, opened.second!.name]).toEqual(["a.tiff", "b.png"]);
    expect((await decodeImage(opened.bytes)).data).toEqual((await decodeImage(cmyk)).data);
    expect((await decodeImage(opened.second!.bytes)).data).toEqual((await decodeImage(rgba)).data);
  });

  test("that differ in shape, or are none", async () => {
    const wide = await sharp(photo).resize(71, 50).png().toBuffer();
    const deep = await sharp(photo).toColourspace("rgb16").png().toBuffer();
    const pdf = new TextEncoder().encode("%PDF-1.7");
    for (const [bytes, code] of [
      [wide, "input"],
      [deep, "input"],
      [pdf, "input"],
      [photo.subarray(0, -20), "broken"],
    ] as const) {
      await expect(encrypt(photo, { key, second: { bytes } })).rejects.toMatchObject({ code });
    }
  });
});

describe("options that do not fit", () => {
  test.each([
    ["no key", {}],
    ["two kinds of keys", { key, passphrase: "p" }],
    ["a cipher that does not exist", { key, cipher: "rot13" }],
    ["a protection that does not exist", { key, protection: "none" }],
    ["a payload that does not exist", { key, payload: "text" }],
    ["a misspelt name", { key, protecton: "bare" }],
    ["a name that is no text", { key, name: 5 }],
    ["one recipient instead of a list", { recipients: "age1abc" }],
    ["a recipient that is no text", { recipients: [5] }],
    ["nothing", undefined],
    ["regions, which are not there yet", { key, regions: [] }],
    ["a second image without bytes", { key, second: {} }],
    ["a second image that is bytes", { key, second: new Uint8Array(3) }],
    ["a second image as a file", { key, payload: "file", second: { bytes: new Uint8Array(3) } }],
  ])("encrypting with %s", async (_, options) => {
    await expect(encrypt(photo, options as { key: Uint8Array })).rejects.toMatchObject({
      code: "usage",
    });
  });

  test("pixels of something that has none", async () => {
    const inputs: [string, string][] = [
      ["%PDF-1.7", "a PDF document"],
      ["not an image", "another kind of file"],
    ];
    for (const [text, named] of inputs) {
      const input = new TextEncoder().encode(text);
      await expect(encrypt(input, { key, payload: "pixels" })).rejects.toMatchObject({
        code: "input",
        message: expect.stringContaining(`got ${named};`),
      });
    }
  });

  test("laboratory options of the container are not there", async () => {
    const veiled = await encrypt(photo, { key, protection: "bare" });
    await expect(decrypt(veiled, { key })).rejects.toMatchObject({ code: "unsupported" });
    const options = { key, bare: true } as { key: Uint8Array };
    await expect(decrypt(veiled, options)).rejects.toMatchObject({ code: "usage" });
    const nonce = { key, protection: "bare", nonce: new Uint8Array(16) } as const;
    await expect(encrypt(photo, nonce)).rejects.toMatchObject({ code: "usage" });
    expect(readHeader(await laboratory.encrypt(photo, nonce)).nonce).toEqual(nonce.nonce);
    expect(await laboratory.decrypt(veiled, options)).toMatchObject({ name: "image.png" });
  });

  test("bytes that are no bytes", async () => {
    const text = "text" as unknown as Uint8Array;
    await expect(encrypt(text, { key })).rejects.toMatchObject({ code: "usage" });
    await expect(decrypt(text, { key })).rejects.toMatchObject({ code: "usage" });
  });
});

const cmyk = "../shared/data/jpeg/Channel_digital_image_CMYK_color_no_profile.jpg";
test.skipIf(!existsSync(cmyk))("CMYK comes back as TIFF", async () => {
  const veiled = await encrypt(readFileSync(cmyk), { key, name: "print.jpg" });
  expect((await decrypt(veiled, { key })).name).toBe("print.tiff");
});

describe("a lossy cipher", () => {
  const cipher = "conv-autoencoder";

  test("gives back exactly what went in", async () => {
    const opened = await decrypt(await encrypt(photo, { key, cipher }), { key });
    expect(opened).not.toHaveProperty("lossy");
    const [before, after] = [await decodeImage(photo), await decodeImage(opened.bytes)];
    expect(Buffer.compare(after.data, before.data)).toBe(0);
  });

  test("gives an approximation, and says so, where that was asked for", async () => {
    const veiled = await encrypt(photo, { key, cipher, lossy: true });
    const opened = await decrypt(veiled, { key });
    expect(opened).toMatchObject({ lossy: true, cipher, payload: "pixels" });
    const [before, after] = [await decodeImage(photo), await decodeImage(opened.bytes)];
    expect(after).toMatchObject({ width: before.width, height: before.height });
    expect(Buffer.compare(after.data, before.data)).not.toBe(0);
  });

  test.each([
    ["with a lossless cipher", { lossy: true }, /hybrid, which loses nothing/],
    ["with a file", { lossy: true, cipher, payload: "file" }, /useless unless exact/],
    ["with a text for true or false", { lossy: "no" as unknown as boolean }, /true or false/],
  ] as const)("lossy is refused %s", async (_, options, message) => {
    await expect(encrypt(photo, { key, ...options })).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(message),
    });
  });
});
