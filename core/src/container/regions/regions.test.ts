import { describe, expect, test } from "vitest";
import { decrypt, verify } from "../../decrypt.ts";
import { encrypt, type EncryptOptions } from "../../encrypt.ts";
import { decodeImage, encodeImage, type Image } from "../../image/index.ts";
import { caseFile } from "../../image/cases.test.data.ts";
import { wrapWithPassphrase } from "../../keys/age-wrap.ts";
import { createKeyRing, generateIdentity } from "../../keys/index.ts";
import { decryptPreview } from "../../preview.ts";
import { noiseImage } from "../image.test.support.ts";
import { openNames, readRegions } from "../index.ts";
import type { Area } from "../shape/area.ts";
import { decryptTile } from "../../tile.ts";

const [owner, guest, other] = await Promise.all([
  generateIdentity(),
  generateIdentity(),
  generateIdentity(),
]);
const asOwner = { identities: [owner.identity] };
const asGuest = { identities: [guest.identity] };
const lock = { recipients: [owner.recipient], cipher: "cnn-only" } as const;
const face: Area = { x: 3, y: 2, width: 5, height: 4 };
const plate: Area = { x: 20, y: 10, width: 7, height: 3 };

async function png(image: Image): Promise<Uint8Array> {
  return (await encodeImage(image)).bytes;
}

/** Pixels of the PNG file, without what neuroveil knows of it. */
async function shown(file: Uint8Array): Promise<Image> {
  return await decodeImage(file);
}

function inside({ x, y, width, height }: Area, column: number, row: number): boolean {
  return column >= x && row >= y && column < x + width && row < y + height;
}

/** How many pixels of two images differ, within areas and outside of them. */
function differing(
  one: Image,
  two: Image,
  areas: readonly Area[],
): [within: number, without: number] {
  const size = one.data.length / one.width / one.height;
  const counts: [number, number] = [0, 0];
  for (let row = 0; row < one.height; row++) {
    for (let column = 0; column < one.width; column++) {
      const at = (row * one.width + column) * size;
      const same = [0, 1, 2, 3, 4, 5, 6, 7]
        .slice(0, size)
        .every((i) => one.data[at + i] === two.data[at + i]);
      if (!same) counts[areas.some((area) => inside(area, column, row)) ? 0 : 1] += 1;
    }
  }
  return counts;
}

describe("regions", async () => {
  const picture = noiseImage(31, 17);

  test("are encrypted, the rest stays visible, and all comes back", async () => {
    const file = await png(picture);
    const veiled = await encrypt(file, { ...lock, regions: [face, plate], name: "a.png" });
    const [within, without] = differing(picture, await shown(veiled), [face, plate]);
    expect(without).toBe(0);
    expect(within).toBeGreaterThan(38);
    const opened = await decrypt(veiled, asOwner);
    expect(opened).toMatchObject({
      name: "a.png",
      regions: [{ areas: [face, plate], opened: true }],
    });
    expect((await decodeImage(opened.bytes)).data).toEqual(picture.data);
    await expect(decrypt(veiled, asGuest)).rejects.toMatchObject({ code: "key" });
  });

  test("open for their own readers alone, and the rest stays as it is", async () => {
    const regions = [{ ...face, recipients: [guest.recipient] }, plate];
    const veiled = await encrypt(await png(picture), { ...lock, regions, name: "secret.png" });
    const opened = await decrypt(veiled, asGuest);
    expect(opened).toMatchObject({
      name: "image.png",
      regions: [
        { areas: [face], opened: true },
        { areas: [plate], opened: false },
      ],
    });
    const seen = await decodeImage(opened.bytes);
    expect(differing(picture, seen, [plate])[1]).toBe(0);
    expect(differing(await shown(veiled), seen, [face])[1]).toBe(0);
    expect((await decodeImage((await decrypt(veiled, asOwner)).bytes)).data).toEqual(picture.data);
    await expect(decrypt(veiled, { identities: [other.identity] })).rejects.toMatchObject({
      code: "key",
    });
  });

  const layout = { channels: 1, bits: 16, kind: "signed", pages: 1 } as const;
  const signed = noiseImage(12, 8, 1, 16, { metadata: { origin: { format: "tiff", layout } } });
  test.each<[string, Uint8Array, Area]>([
    ["JPEG", caseFile("jpeg-xmp.jpg"), { x: 0, y: 0, width: 9, height: 5 }],
    ["a palette", caseFile("pillow-palette.bmp"), { x: 3, y: 1, width: 2, height: 7 }],
    ["GIF", caseFile("pillow-palette.gif"), { x: 3, y: 1, width: 2, height: 7 }],
    ["signed samples", await png(signed), face],
    ["16 bits", caseFile("pillow-gray16-lzw.tif"), { x: 1, y: 2, width: 6, height: 5 }],
    ["alpha", await png(noiseImage(12, 8, 4)), { x: 1, y: 2, width: 6, height: 5 }],
    ["gray and alpha, 16 bits", await png(noiseImage(12, 8, 2, 16)), { ...face, x: 0 }],
    ["1 bit", await png(noiseImage(12, 8, 1, 1)), face],
    ["5 bits", await png(noiseImage(12, 8, 3, 5)), face],
    ["12 bits", await png(noiseImage(12, 8, 1, 12)), face],
  ])("of %s", async (_, file, area) => {
    const image = await decodeImage(file);
    const regions = [{ ...area, recipients: [guest.recipient] }];
    const veiled = await encrypt(file, { ...lock, regions, name: "a.bmp", keepOriginal: true });
    const { bytes } = await decrypt(veiled, asOwner);
    expect(Buffer.compare(bytes, file)).toBe(0);
    const pixels = await decrypt(veiled, { ...asOwner, as: "pixels" });
    const again = await decodeImage(pixels.bytes);
    expect(again.data).toEqual(image.data);
    // What is visible shows it: the darkest and the brightest are those of the carrier.
    const seen = await shown(veiled);
    const opened = await decodeImage((await decrypt(veiled, asGuest)).bytes);
    expect(differing(seen, opened, [area])[1]).toBe(0);
    const full = image.bits > 8 ? 65535 : 255;
    const most = 2 ** image.bits - 1;
    const signed = image.metadata.origin?.layout?.kind === "signed";
    const value = ({ data }: Image, i: number): number =>
      image.bits > 8 ? 256 * data[2 * i]! + data[2 * i + 1]! : data[i]!;
    const samples = image.width * image.height * image.channels;
    for (let i = 0; i < samples; i++) {
      const level = signed ? value(image, i) ^ ((most + 1) / 2) : value(image, i);
      const exact = (level * full) / most;
      expect(Math.abs(value(opened, i) - exact)).toBeLessThan(full / most / 2 + 1);
    }
  });

  test("of every number of pixels, and of all of them", async () => {
    const small = noiseImage(5, 4, 3);
    const file = await png(small);
    for (let width = 1; width <= 5; width++) {
      for (let height = 1; height <= 4; height++) {
        const area = { x: 5 - width, y: 4 - height, width, height };
        const veiled = await encrypt(file, { ...lock, regions: [area] });
        expect(differing(small, await shown(veiled), [area])[1]).toBe(0);
        const { bytes } = await decrypt(veiled, asOwner);
        expect((await decodeImage(bytes)).data, `${width} x ${height}`).toEqual(small.data);
      }
    }
  });

  test.each(["hybrid", "cellular-dual", "cellular-medical", "cnse"])("by %s", async (cipher) => {
    const regions = [face, plate, { ...face, x: 12, recipients: [guest.recipient] }];
    const veiled = await encrypt(await png(picture), { ...lock, cipher, regions });
    expect((await decodeImage((await decrypt(veiled, asOwner)).bytes)).data).toEqual(picture.data);
    expect(await decrypt(veiled, asGuest)).toMatchObject({ cipher });
  });

  test("of the same readers may overlap", async () => {
    const twice = [face, { ...face, x: 5, y: 3 }];
    const veiled = await encrypt(await png(picture), { ...lock, regions: twice });
    const { regions, bytes } = await decrypt(veiled, asOwner);
    expect(regions).toHaveLength(1);
    const areas = regions![0]!.areas;
    const count = areas.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(count).toBe(20 + 20 - 3 * 3);
    expect(differing(picture, await shown(veiled), twice)[1]).toBe(0);
    expect((await decodeImage(bytes)).data).toEqual(picture.data);
  });

  test("a picture that is shown turned is refused, unless places are those of stored pixels", async () => {
    // One entry in big-endian: 274, orientation, a short, once.
    const exif = (value: number): Uint8Array =>
      Uint8Array.from(
        [
          [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
          [1, 18, 0, 3, 0, 0, 0, 1, 0, value, 0, 0],
          [0, 0, 0, 0],
        ].flat(),
      );
    const turned = await png({ ...noiseImage(32, 16), metadata: { exif: exif(3) } });
    const upright = await png({ ...noiseImage(32, 16), metadata: { exif: exif(1) } });
    const seal = (file: Uint8Array, stored?: true): Promise<Uint8Array> =>
      encrypt(file, { ...lock, regions: [{ ...face, ...(stored && { stored }) }] });
    await expect(seal(turned)).rejects.toMatchObject({ code: "unsupported" });
    expect((await seal(turned, true)).length).toBeGreaterThan(100);
    expect((await seal(upright)).length).toBeGreaterThan(100);
  });

  test("hide no name, metadata or time from who seals them, and all from a guest", async () => {
    const exif = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);
    const image = { ...picture, metadata: { exif } };
    const regions = [{ ...face, recipients: [guest.recipient] }];
    const options = { ...lock, regions, name: "holiday.jpg", modified: 5, keepOriginal: true };
    const veiled = await encrypt(await png(image), options);
    const opened = await decrypt(veiled, asOwner);
    expect(opened).toMatchObject({ name: "holiday.jpg", modified: 5 });
    expect((await decodeImage(opened.bytes)).metadata.exif).toEqual(exif);
    const seen = await decrypt(veiled, asGuest);
    expect(seen).not.toHaveProperty("modified");
    expect((await decodeImage(seen.bytes)).metadata.exif).toBeUndefined();
    expect((await shown(veiled)).metadata.exif).toBeUndefined();
  });

  test("are not in the preview", async () => {
    const flat = { ...picture, data: picture.data.map((_, i) => (i < 31 * 3 * 9 ? 250 : 10)) };
    const regions = [{ x: 0, y: 0, width: 31, height: 9 }];
    const readers = { preview: 16, previewRecipients: [guest.recipient] };
    const veiled = await encrypt(await png(flat), { ...lock, regions, ...readers });
    const { data } = await decodeImage((await decryptPreview(veiled, asGuest)).bytes);
    expect(new Set(data)).toEqual(new Set([127, 10, ...data.filter((v) => v > 10 && v < 127)]));
  });

  test("are known by name alone, before they are decrypted", async () => {
    const regions = [{ ...face, recipients: [guest.recipient] }];
    const veiled = await encrypt(await png(picture), { ...lock, regions, name: "a.png" });
    const names = async (identity: string): Promise<unknown> =>
      (await openNames(veiled, { keys: createKeyRing({ identities: [identity] }) })).names;
    expect(await names(owner.identity)).toEqual([{ name: "a", extension: "png" }]);
    expect(await names(guest.identity)).toEqual([{ name: undefined, extension: "png" }]);
    await expect(names(other.identity)).rejects.toMatchObject({ code: "key" });
    expect(await verify(veiled, asGuest)).toMatchObject({ regions: [{ opened: true }] });
  });

  const bytes = new Uint8Array(32).fill(9);
  const passphrase = "five words of no meaning";
  const stretched = await wrapWithPassphrase(bytes, passphrase, { logN: 10 });
  test.each([
    ["a passphrase", { contentKey: { bytes, wrapped: stretched } }, { passphrase }],
    ["a key", { key: bytes }, { key: bytes }],
  ])("under %s, with readers of their own", async (_, secret, opening) => {
    const regions = [{ ...face, recipients: [guest.recipient] }, plate];
    const veiled = await encrypt(await png(picture), { ...secret, cipher: "cnn-only", regions });
    expect((await decodeImage((await decrypt(veiled, opening)).bytes)).data).toEqual(picture.data);
    const { regions: opened } = await decrypt(veiled, asGuest);
    expect(opened!.map((region) => region.opened)).toEqual([true, false]);
    const stranger = { passphrase: "another" };
    await expect(decrypt(veiled, stranger)).rejects.toMatchObject({ code: "key" });
    // The region's own key, as age prints it, opens it by hand.
    const { wrapped } = readRegions(veiled)![0]!;
    const key = await createKeyRing(asGuest).unwrap(wrapped);
    expect((await decrypt(veiled, { key })).regions!.map((region) => region.opened)).toEqual([
      true,
      false,
    ]);
  });

  const text = new TextEncoder().encode("no image");
  const two = { bytes: await png(picture) };
  test.each<[string, Uint8Array, Partial<EncryptOptions>, string]>([
    ["protection authenticated", await png(picture), { protection: "authenticated" }, "usage"],
    ["protection bare", await png(picture), { protection: "bare" }, "usage"],
    ["a lossy cipher", await png(picture), { cipher: "conv-autoencoder" }, "usage"],
    ["a second image", await png(picture), { second: two }, "usage"],
    ["payload file", await png(picture), { payload: "file" }, "usage"],
    ["a file", text, {}, "input"],
    ["pages", caseFile("tifffile-bands-pages.tif"), {}, "unsupported"],
    ["floats", caseFile("tifffile-float-nan.tif"), {}, "unsupported"],
    ["CMYK", caseFile("jpeg-cmyk-ids-1-2-3-1.jpg"), { payload: "pixels" }, "unsupported"],
    ["no regions", await png(picture), { regions: [] }, "usage"],
    ["a region beyond", await png(picture), { regions: [{ ...face, x: 27 }] }, "input"],
    ["no pixel", await png(picture), { regions: [{ ...face, width: 0 }] }, "usage"],
    ["half a pixel", await png(picture), { regions: [{ ...face, width: 1.5 }] }, "usage"],
    ["before the image", await png(picture), { regions: [{ ...face, x: -1 }] }, "usage"],
    [
      "different readers of a pixel",
      await png(picture),
      { regions: [face, { ...face, x: 7, recipients: [guest.recipient] }] },
      "usage",
    ],
    [
      "nobody's key",
      await png(picture),
      { regions: [{ ...face, recipients: ["age1nobody"] }] },
      "usage",
    ],
    ["no readers", await png(picture), { regions: [{ ...face, recipients: [] }] }, "usage"],
    ["many", await png(picture), { regions: Array.from({ length: 257 }, () => face) }, "limit"],
  ])("are refused with %s", async (_, file, change, code) => {
    const veiling = encrypt(file, { ...lock, regions: [face], ...change });
    await expect(veiling).rejects.toMatchObject({ name: "NeuroveilError", code });
  });

  test("cannot be opened as tiles", async () => {
    const veiled = await encrypt(await png(picture), { ...lock, regions: [face] });
    const tile = { x: 0, y: 0, width: 2, height: 2 };
    await expect(decryptTile(veiled, { ...asOwner, ...tile })).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});

describe("a mask", () => {
  const picture = noiseImage(24, 20, 1);
  /** A disc with a soft edge. */
  const disc = (channels: 1 | 2): Image => {
    const mask = noiseImage(24, 20, channels);
    for (let i = 0; i < 24 * 20; i++) {
      const distance = Math.hypot((i % 24) - 11, Math.floor(i / 24) - 9);
      mask.data[channels * i] = Math.max(0, Math.min(255, 255 - 100 * (distance - 5)));
      if (channels === 2) mask.data[2 * i + 1] = i % 24 < 12 ? 255 : 0;
    }
    return mask;
  };

  test.each([1, 2] as const)(
    "of %i channels covers what is neither black nor transparent",
    async (channels) => {
      const mask = disc(channels);
      const regions = [{ mask: await png(mask), recipients: [guest.recipient] }];
      const veiled = await encrypt(await png(picture), { ...lock, regions });
      const seen = await shown(veiled);
      const set = Array.from({ length: 24 * 20 }, (_, i) =>
        mask.data.subarray(channels * i, channels * (i + 1)).every((sample) => sample !== 0),
      );
      expect(set.filter(Boolean).length).toBeGreaterThan(40);
      const [changed, kept] = [true, false].map(
        (within) => set.filter((is, i) => is === within && seen.data[i] !== picture.data[i]).length,
      );
      expect(kept).toBe(0);
      expect(changed).toBeGreaterThan(0.9 * set.filter(Boolean).length);
      for (const key of [asOwner, asGuest]) {
        expect((await decodeImage((await decrypt(veiled, key)).bytes)).data).toEqual(picture.data);
      }
    },
  );

  test("is refused where it is empty, of another size, or too fine", async () => {
    const veil = async (mask: Image, image = picture): Promise<unknown> =>
      encrypt(await png(image), { ...lock, regions: [{ mask: await png(mask) }] });
    const black = { ...disc(1), data: new Uint8Array(480) };
    await expect(veil(black)).rejects.toMatchObject({ code: "input" });
    await expect(veil(noiseImage(20, 24, 1))).rejects.toMatchObject({ code: "input" });
    const board = noiseImage(100, 100, 1);
    for (let i = 0; i < 10_000; i++) board.data[i] = ((i % 100) + Math.floor(i / 100)) % 2;
    await expect(veil(board, noiseImage(100, 100, 1))).rejects.toMatchObject({ code: "limit" });
    const file = new TextEncoder().encode("no mask");
    const broken = encrypt(await png(picture), { ...lock, regions: [{ mask: file }] });
    await expect(broken).rejects.toMatchObject({ name: "NeuroveilError" });
  });
});
