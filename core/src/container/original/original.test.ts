import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decrypt, verify } from "../../decrypt.ts";
import { encrypt } from "../../encrypt.ts";
import { decodeImage, encodeImage } from "../../image/index.ts";
import { createKeyRing } from "../../keys/index.ts";
import { pack, unpack } from "../../vectors/pack.ts";
import { dissect, forge, type Forgery } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, openNames, sealPixels } from "../index.ts";
import { pad } from "../box/sealed-box.ts";

const key = new Uint8Array(32).fill(9);
const options = { key, cipher: "cnn-only", keepOriginal: true, name: "beach.jpg" } as const;
const photo = caseFile("jpeg-xmp.jpg");

function caseFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../image/cases/${name}`, import.meta.url)));
}

describe("an original that is kept", () => {
  test.each([
    ["jpeg-xmp.jpg", "pixels"],
    // A second picture, and data behind the end: without the original, a file.
    ["jpeg-ultrahdr-gain-map.jpg", "pixels"],
    ["png-data-after-iend.png", "pixels"],
    ["png-idot.png", "pixels"],
  ])("%s comes back byte for byte", async (name, payload) => {
    const file = caseFile(name);
    const warnings: string[] = [];
    const onWarning = (warning: string): unknown => warnings.push(warning);
    const veiled = await encrypt(file, { ...options, name, onWarning });
    expect(warnings).toEqual([]);
    expect(await decrypt(veiled, { key })).toMatchObject({ name, payload, bytes: file });
    const { width, height } = await decodeImage(file);
    expect(await decodeImage(veiled)).toMatchObject({ width, height });
  });

  test("gives its samples where they are asked for", async () => {
    const veiled = await encrypt(photo, { ...options, modified: 1000 });
    const { bytes, name, modified } = await decrypt(veiled, { key, as: "pixels" });
    expect([name, modified]).toEqual(["beach.png", 1000]);
    expect((await decodeImage(bytes)).data).toEqual((await decodeImage(photo)).data);
    expect(await decrypt(veiled, { key })).toMatchObject({ name: "beach.jpg", modified: 1000 });
  });

  test("is what names, and verifying, tell of", async () => {
    const veiled = await encrypt(photo, options);
    const keys = createKeyRing({ key });
    const file = [{ name: "beach.jpg", extension: undefined }];
    const pixels = [{ name: "beach", extension: "png" }];
    expect(await openNames(veiled, { keys })).toMatchObject({ names: file });
    expect(await openNames(veiled, { keys, as: "pixels" })).toMatchObject({ names: pixels });
    expect(await verify(veiled, { key })).toMatchObject({ names: file });
    expect(await verify(veiled, { key, as: "pixels" })).toMatchObject({ names: pixels });
  });

  test("without a name has its format's", async () => {
    const { name: _, ...nameless } = options;
    const veiled = await encrypt(photo, nameless);
    expect(await decrypt(veiled, { key })).toMatchObject({ name: "image.jpg" });
  });

  test("of what is encrypted as a file is that file", async () => {
    const text = new TextEncoder().encode("no picture");
    const veiled = await encrypt(text, { ...options, name: "a.txt" });
    expect(await decrypt(veiled, { key })).toMatchObject({ bytes: text, payload: "file" });
  });

  test.each([
    ["authenticated", { protection: "authenticated" }],
    ["bare", { protection: "bare" }],
    ["two images", { second: { bytes: photo } }],
    ["an approximation", { cipher: "conv-autoencoder", lossy: true }],
    ["payload file", { payload: "file" }],
    ["no boolean", { keepOriginal: "yes" as unknown as true }],
  ] as const)("is refused with %s", async (_, change) => {
    const outcome = encrypt(photo, { ...options, ...change });
    await expect(outcome).rejects.toMatchObject({ code: "usage" });
  });

  test("that decodes to another image is not sealed", async () => {
    const { cipherById } = await import("../../ciphers/index.ts");
    const settings = {
      contentKey: { bytes: key, wrapped: undefined },
      protection: "sealed",
    } as const;
    const cipher = cipherById("cnn-only");
    const image = noiseImage(9, 7);
    const { bytes: original } = await encodeImage(image);
    const file = await sealPixels(image, { ...settings, cipher, original });
    const opened = await openContainer(file, { keys: createKeyRing({ key }) });
    expect(opened).toMatchObject({ original: { bytes: original } });
    const others = [
      noiseImage(9, 7, 3, 8, { data: image.data.with(0, image.data[0]! ^ 1) }),
      noiseImage(7, 9),
      noiseImage(9, 7, 1),
      noiseImage(9, 7, 3, 16),
    ];
    for (const other of others) {
      const { bytes } = await encodeImage(other);
      const outcome = sealPixels(image, { ...settings, cipher, original: bytes });
      await expect(outcome).rejects.toMatchObject({ code: "unsupported" });
    }
    const noise = sealPixels(image, { ...settings, cipher, original: Uint8Array.of(1, 2, 3) });
    await expect(noise).rejects.toMatchObject({ code: "unsupported" });
  });
});

test("an original of a decoder that is not there comes with a warning", async () => {
  const open = await unpack(await encrypt(photo, options), key);
  const [image] = open.record["images"] as [object];
  const { bytes: other } = await encodeImage(noiseImage(9, 7));
  const create = { width: 9, height: 7, channels: 3, background: "teal" } as const;
  const webp = await sharp({ create }).webp().toBuffer();
  const decoded = async (original: Uint8Array, origin: object): Promise<readonly unknown[]> => {
    const record = { ...open.record, images: [{ ...image, origin }] };
    const file = await pack({ ...open, record, original: pad(original) }, key);
    const warnings: string[] = [];
    const onWarning = (warning: string): unknown => warnings.push(warning);
    const { bytes } = await decrypt(file, { key, onWarning });
    return [Buffer.compare(bytes, original), warnings.length];
  };
  const origin = { format: "webp", decoder: "another 1.0" };
  expect(await decoded(webp, origin)).toEqual([0, 1]);
  expect(await decoded(photo, { ...origin, format: "jpeg" })).toEqual([0, 0]);
  // Not of the format that the record tells, or of one that all decoders read alike.
  for (const wrong of [origin, { ...origin, format: "png" }, { format: "png" }]) {
    await expect(decoded(other, wrong)).rejects.toMatchObject({ code: "tampered" });
  }
  // It is shown on terminals.
  const escape = { ...origin, decoder: "x\r\u001b[2Kverified" };
  await expect(decoded(webp, escape)).rejects.toMatchObject({ code: "broken" });
});

test.each(["IDAT", "IEND", "IHDR", "PLTE", "acTL", "tRNS"])(
  "a record cannot put %s into the file that is made of the samples",
  async (type) => {
    const open = await unpack(await encrypt(photo, { key }), key);
    const [image] = open.record["images"] as [object];
    const chunk = { type, data: new Uint8Array(8), place: "before-data" };
    const png = { colourType: 2, depth: 8, interlaced: false, chunks: [chunk] };
    const file = await pack(
      { ...open, record: { ...open.record, images: [{ ...image, png }] } },
      key,
    );
    await expect(decrypt(file, { key })).rejects.toMatchObject({ code: "broken" });
    // The control: one that says nothing about samples.
    const harmless = { ...png, chunks: [{ ...chunk, type: "xyZz" }] };
    const other = { ...open.record, images: [{ ...image, png: harmless }] };
    const { bytes } = await decrypt(await pack({ ...open, record: other }, key), { key });
    expect(Buffer.from(bytes).includes("xyZz")).toBe(true);
  },
);

describe("an original that was tampered with", async () => {
  const [mine, theirs] = await Promise.all([encrypt(photo, options), encrypt(photo, options)]);
  const { original: foreign } = (await dissect(theirs)).parts;
  const flip = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const forgeries: [string, NonNullable<Forgery["parts"]>][] = [
    ["from another image", () => ({ original: foreign })],
    ["taken out", () => ({ original: undefined })],
    ["one byte", ({ original }) => ({ original: flip(original!, 30) })],
    ["its nonce", ({ original }) => ({ original: flip(original!, 0) })],
    ["the record in its place", ({ record }) => ({ original: record })],
    ["in the record's place", ({ original }) => ({ record: original! })],
  ];

  test.each(forgeries)("%s: is refused, also where pixels are asked for", async (_, parts) => {
    const file = await forge(mine, { parts });
    for (const as of [undefined, "pixels"] as const) {
      await expect(decrypt(file, { key, as })).rejects.toMatchObject({ code: "tampered" });
    }
  });

  test("by who has the key: is refused where it shows something else", async () => {
    const open = await unpack(mine, key);
    const same = await pack(open, key);
    await expect(decrypt(same, { key })).resolves.toMatchObject({ bytes: photo });
    const image = await decodeImage(photo);
    const brighter = { ...image, data: image.data.with(5, image.data[5]! ^ 1) };
    for (const file of [(await encodeImage(brighter)).bytes, photo.subarray(0, 100)]) {
      const forged = await pack({ ...open, original: pad(file) }, key);
      await expect(decrypt(forged, { key })).rejects.toMatchObject({ code: "tampered" });
    }
  });
});
