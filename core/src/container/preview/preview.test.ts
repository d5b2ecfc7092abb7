import { describe, expect, test } from "vitest";
import { decrypt } from "../../decrypt.ts";
import { encrypt } from "../../encrypt.ts";
import { decryptPreview } from "../../preview.ts";
import { decodeImage, encodeImage, type ColourModel, type Layout } from "../../image/index.ts";
import { generateIdentity } from "../../keys/index.ts";
import { atOnce } from "../../turns.ts";
import { dissect, forge, type Forgery } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { drawPicture, firstPicture } from "./draw-picture.ts";

const [owner, viewer] = await Promise.all([generateIdentity(), generateIdentity()]);
const one = { identities: [owner.identity] };
const other = { identities: [viewer.identity] };

/** A gradient, so that what a preview must show is known. */
function ramp(width: number, height: number): Promise<Uint8Array> {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return [pixel % width, Math.floor(pixel / width), 128][i % 3]!;
  });
  const shape = { width, height, channels: 3, bits: 8, colour: "rgb", metadata: {} } as const;
  return encodeImage({ ...shape, data }).then(({ bytes }) => bytes);
}

const photo = await ramp(200, 100);
const options = { recipients: [owner.recipient], cipher: "cnn-only", preview: 50 };

describe("a preview", () => {
  test("opens for its readers alone, the image for its own alone", async () => {
    const veiled = await encrypt(photo, { ...options, previewRecipients: [viewer.recipient] });
    const { bytes, width, height } = await decryptPreview(veiled, other);
    expect([width, height]).toEqual([50, 25]);
    const { data } = await decodeImage(bytes);
    // Pixels 4 to 7 across and 8 to 11 down.
    expect([...data.subarray(3 * (2 * 50 + 1), 3 * (2 * 50 + 2))]).toEqual([6, 10, 128]);
    await expect(decryptPreview(veiled, one)).rejects.toMatchObject({ code: "key" });
    await expect(decrypt(veiled, other)).rejects.toMatchObject({ code: "key" });
    const image = await decodeImage((await decrypt(veiled, one)).bytes);
    expect(image.data).toEqual((await decodeImage(photo)).data);
  });

  test.each([
    ["recipients", { recipients: [owner.recipient] }, one],
    ["a key", { key: new Uint8Array(32).fill(5) }, { key: new Uint8Array(32).fill(5) }],
  ])("is for the image's readers unless told: %s", async (_, lock, unlock) => {
    const { recipients: _r, ...rest } = options;
    const veiled = await encrypt(photo, { ...rest, ...lock });
    expect(await decryptPreview(veiled, unlock)).toMatchObject({ width: 50, height: 25 });
    expect(await decrypt(veiled, unlock)).toMatchObject({ payload: "pixels" });
  });

  test("has a length that says nothing of the picture", async () => {
    const flat = await encodeImage({ ...(await decodeImage(photo)), data: new Uint8Array(60_000) });
    const lengths = await Promise.all(
      [photo, flat.bytes].map(async (file) => (await encrypt(file, options)).length),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  test("is there only where there are pixels", async () => {
    const text = new TextEncoder().encode("no picture");
    await expect(encrypt(text, options)).rejects.toMatchObject({ code: "input" });
    const file = { ...options, payload: "file" } as const;
    await expect(encrypt(photo, file)).rejects.toMatchObject({ code: "usage" });
  });

  test.each([15, 1025, 20.5, "50"])("has no side of %s", async (preview) => {
    const wrong = { ...options, preview: preview as number };
    await expect(encrypt(photo, wrong)).rejects.toMatchObject({ code: "usage" });
  });

  test("is not found where there is none", async () => {
    const { preview: _, ...rest } = options;
    const veiled = await encrypt(photo, rest);
    await expect(decryptPreview(veiled, one)).rejects.toMatchObject({ code: "input" });
    await expect(
      encrypt(photo, { ...rest, previewRecipients: [viewer.recipient] }),
    ).rejects.toMatchObject({ code: "usage" });
  });
});

describe("a preview that was spliced", async () => {
  const veil = { ...options, previewRecipients: [viewer.recipient] };
  const [mine, theirs] = await Promise.all([encrypt(photo, veil), encrypt(photo, veil)]);
  const { preview: foreign, header, mac } = (await dissect(theirs)).parts;
  const flip = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  /** What is done to it, and whether those who read previews can see it. */
  const forgeries: [string, NonNullable<Forgery["parts"]>, boolean][] = [
    ["from another image", () => ({ preview: foreign }), true],
    ["taken out", () => ({ preview: undefined }), true],
    [
      "one byte of its box",
      ({ preview: p }) => ({ preview: { ...p!, box: flip(p!.box, 20) } }),
      true,
    ],
    ["its MAC", ({ preview: p }) => ({ preview: { ...p!, mac: flip(p!.mac, 0) } }), true],
    ["its box from another", ({ preview: p }) => ({ preview: { ...p!, box: foreign!.box } }), true],
    ["another header beside it", () => ({ header, mac }), true],
    // They know nothing of the image's own MAC.
    ["the image's MAC", (own) => ({ mac: flip(own.mac, 0) }), false],
  ];

  test.each(forgeries)("%s: is refused", async (_, parts, seen) => {
    const file = await forge(mine, { parts });
    await expect(decrypt(file, one)).rejects.toMatchObject({ code: "tampered" });
    const opening = decryptPreview(file, other);
    if (seen) await expect(opening).rejects.toThrow();
    else await expect(opening).resolves.toMatchObject({ width: 50 });
  });

  test("nothing at all is not", async () => {
    const file = await forge(mine, { parts: () => ({}) });
    await expect(decrypt(file, one)).resolves.toMatchObject({ payload: "pixels" });
    await expect(decryptPreview(file, other)).resolves.toMatchObject({ width: 50 });
  });
});

describe("a small picture", () => {
  test.each<[ColourModel, number, number[], number[]]>([
    ["gray", 8, [10, 20], [15, 15, 15]],
    ["gray", 1, [0, 1], [128, 128, 128]],
    ["gray", 12, [0x0f, 0xff, 0x0f, 0xff], [255, 255, 255]],
    ["gray-alpha", 8, [0, 255, 9, 0], [128, 128, 128]],
    ["rgb", 8, [1, 2, 3, 3, 4, 5], [2, 3, 4]],
    ["rgba", 8, [255, 0, 0, 255, 0, 0, 255, 0], [255, 128, 128]],
    ["cmyk", 8, [255, 0, 0, 0, 0, 0, 0, 255], [0, 128, 128]],
  ])("of %s, %i bits", (colour, bits, samples, rgb) => {
    const channels = { gray: 1, "gray-alpha": 2, rgb: 3, rgba: 4, cmyk: 4 }[colour];
    const image = noiseImage(2, 1, channels, bits, { colour, data: Uint8Array.from(samples) });
    const { width, height, data } = atOnce(drawPicture(image, 1));
    expect([width, height, ...data]).toEqual([1, 1, ...rgb]);
  });

  test("of a small image is the image", () => {
    const image = noiseImage(9, 7);
    expect(atOnce(drawPicture(image, 16))).toEqual({ width: 9, height: 7, data: image.data });
  });

  test("of pages and planes is of the first, and of floats there is none", () => {
    const draw = (bits: number, layout: Layout): unknown => {
      const image = noiseImage(4, 6, 1, bits, { metadata: { origin: { format: "tiff", layout } } });
      return atOnce(drawPicture(firstPicture(image), 16));
    };
    const pages = { channels: 1, bits: 8, kind: "unsigned", pages: 2 } as const;
    expect(draw(8, pages)).toMatchObject({ width: 4, height: 3 });
    expect(draw(16, { ...pages, channels: 6, bits: 16, pages: 1 })).toMatchObject({ height: 1 });
    for (const wrong of [{ kind: "float" as const, bits: 16 }, { bits: 32 }]) {
      expect(() => draw(16, { ...pages, ...wrong })).toThrow(/for a preview/);
    }
  });

  test("of a line has one pixel across", () => {
    expect(atOnce(drawPicture(noiseImage(1, 4000), 100))).toMatchObject({ width: 1, height: 100 });
  });
});
