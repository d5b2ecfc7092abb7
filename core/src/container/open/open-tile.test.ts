import { describe, expect, test } from "vitest";
import { cipherById } from "../../ciphers/index.ts";
import { decodeImage, type Image } from "../../image/index.ts";
import { createKeyRing } from "../../keys/index.ts";
import { decryptTile } from "../../tile.ts";
import { recut } from "../../vectors/rewrite.ts";
import { fileOfChunks } from "../../image/png/chunks.ts";
import { inTurns } from "../../turns.ts";
import { CarrierStart } from "../carrier/start.ts";
import { inMemory } from "../carrier/target.ts";
import { chunkGrid } from "../shape/chunk-grid.ts";
import { forge } from "../forge.test.support.ts";
import { noiseImage } from "../image.test.support.ts";
import { openTile, sealFile, sealPixels, type Area, type Protection } from "../index.ts";
import { sealRaster } from "../seal/seal-raster.ts";
import { pixelsSource } from "../seal/source.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 3);
const keys = createKeyRing({ key });
const settings = { contentKey: { bytes: key, wrapped: undefined }, name: "map.png" };

function seal(
  image: Image,
  id = "cnn-only",
  protection: Protection = "sealed",
): Promise<Uint8Array> {
  return sealPixels(image, { ...settings, cipher: cipherById(id), protection });
}

function cut({ width, channels, bits, data }: Image, area: Area): Buffer {
  const pixel = channels * (bits > 8 ? 2 : 1);
  const rows = Array.from({ length: area.height }, (_, row) => {
    const start = ((area.y + row) * width + area.x) * pixel;
    return data.subarray(start, start + area.width * pixel);
  });
  return Buffer.concat(rows);
}

// As a wide image would be: three bands of four columns, of 192 bytes a row and the last of 24.
const wide = noiseImage(300, 530, 2);
const { bytes: file } = await inMemory(async (target) =>
  sealRaster({
    source: await pixelsSource(wide, { name: "map.png" }),
    settings: { ...settings, cipher: cipherById("cnn-only"), protection: "sealed" },
    target,
    fixed: { chunks: { chunkRows: 256, chunkBytes: 192 } },
  }),
);

describe("a part of an image", () => {
  test.each<[string, Area]>([
    ["one pixel", { x: 0, y: 0, width: 1, height: 1 }],
    ["the last pixel", { x: 299, y: 529, width: 1, height: 1 }],
    ["within a chunk", { x: 100, y: 300, width: 31, height: 100 }],
    ["over four chunks", { x: 90, y: 250, width: 40, height: 20 }],
    ["a whole row", { x: 0, y: 256, width: 300, height: 1 }],
    ["everything", { x: 0, y: 0, width: 300, height: 530 }],
  ])("%s", async (_, area) => {
    const { image, keyVectorRecomputed, name } = await openTile(file, area, { keys });
    expect(image).toMatchObject({ width: area.width, height: area.height, channels: 2, bits: 8 });
    expect(Buffer.compare(image.data, cut(wide, area))).toBe(0);
    expect([keyVectorRecomputed, name]).toEqual([false, "map"]);
  });

  test("of 16 bits and the default cipher", async () => {
    const deep = noiseImage(40, 300, 3, 12);
    const area = { x: 7, y: 250, width: 9, height: 11 };
    const { image } = await openTile(await seal(deep, "hybrid"), area, { keys });
    expect(Buffer.compare(image.data, cut(deep, area))).toBe(0);
    expect(image).toMatchObject({ bits: 12, colour: "rgb" });
  });

  test("reads its chunks and the header alone", async () => {
    const area = { x: 100, y: 300, width: 31, height: 100 };
    const { bytesRead } = await openTile(file, area, { keys });
    // One chunk of 256 rows, and what lies between deflate blocks, of a file of 318 KB.
    expect(bytesRead).toBeGreaterThan(256 * 192);
    expect(bytesRead).toBeLessThan(256 * 192 + 2000);
    const fromBlob = await decryptTile(new Blob([file as Uint8Array<ArrayBuffer>]), {
      ...area,
      key,
    });
    expect(fromBlob).toMatchObject({ bytesRead, keyVectorRecomputed: false, name: "map" });
    const { data } = await decodeImage(fromBlob.bytes);
    expect(Buffer.compare(data, cut(wide, area))).toBe(0);
  });
});

describe("is refused", () => {
  const area = { x: 1, y: 1, width: 2, height: 2 };
  const small = noiseImage(30, 20);

  test("where its chunk was changed, and nowhere else", async () => {
    const forged = await forge(file, { samples: (samples) => (samples[0]! ^= 1) });
    await expect(openTile(forged, area, { keys })).rejects.toMatchObject({ code: "tampered" });
    const other = { ...area, y: 300 };
    const { image } = await openTile(forged, other, { keys });
    expect(Buffer.compare(image.data, cut(wide, other))).toBe(0);
  });

  test.each([
    ["chunks exchanged with their tags", 1],
    ["a tag of another chunk", 0],
  ])("with %s", async (_, exchanged) => {
    const forged = await forge(file, {
      samples(samples) {
        if (exchanged === 0) return;
        const band = 256 * 600;
        const first = samples.slice(0, band);
        samples.copyWithin(0, band, 2 * band);
        samples.set(first, band);
      },
      parts: ({ proof }) => ({
        proof: Uint8Array.of(...proof.slice(64, 128), ...proof.slice(0, 64), ...proof.slice(128)),
      }),
    });
    await expect(openTile(forged, area, { keys })).rejects.toMatchObject({ code: "tampered" });
  });

  test("with another key, and a changed header MAC", async () => {
    const other = createKeyRing({ key: key.toReversed() });
    await expect(openTile(file, area, { keys: other })).rejects.toMatchObject({ code: "key" });
    const parts = (): { mac: Uint8Array } => ({ mac: new Uint8Array(32) });
    const forged = await forge(await seal(small), { parts });
    await expect(openTile(forged, area, { keys })).rejects.toMatchObject({ code: "key" });
  });

  test.each([
    { ...area, x: 29 },
    { ...area, y: -1 },
    { ...area, width: 0 },
    { ...area, height: 1.5 },
    { ...area, x: Number.NaN },
  ])("outside of the image: %o", async (outside) => {
    const outcome = openTile(await seal(small), outside, { keys });
    await expect(outcome).rejects.toMatchObject({ code: "usage" });
  });

  test("where tiles are not sealed, or not independent", async () => {
    const whole = await Promise.all([
      seal(small, "cnn-only", "authenticated"),
      seal(small, "cnn-only", "bare"),
      seal(small, "conv-multi"),
      sealFile(new Uint8Array(900), {
        ...settings,
        cipher: cipherById("cnn-only"),
        protection: "sealed",
      }),
      sealPixels(small, {
        ...settings,
        cipher: cipherById("cnn-only"),
        protection: "sealed",
        second: { image: small },
      }),
    ]);
    for (const one of whole) {
      await expect(openTile(one, area, { keys })).rejects.toMatchObject({ code: "unsupported" });
    }
  });

  test("of a file that another tool wrote again, or that is cut or something else", async () => {
    const sealed = await seal(small);
    for (const [other, code] of [
      [recut(sealed), "tampered"],
      [sealed.subarray(0, -200), "broken"],
      [sealed.subarray(0, 60), "broken"],
      [new Uint8Array(100), "input"],
    ] as const) {
      await expect(openTile(other, { ...area, y: 18 }, { keys })).rejects.toMatchObject({ code });
    }
  });
});

test("a short file that promises 2^30 rows is refused before there is memory for them", async () => {
  const ihdr = new Uint8Array(13);
  const view = new DataView(ihdr.buffer);
  view.setUint32(0, 1);
  view.setUint32(4, 2 ** 30);
  ihdr[8] = 8;
  const chunks = [
    { type: "IHDR", parts: [ihdr] },
    { type: "veIl", parts: [Uint8Array.of(1)] },
    { type: "IDAT", parts: [new Uint8Array(64)] },
  ];
  const start = await CarrierStart.read(await inTurns(fileOfChunks(chunks), undefined));
  const grid = chunkGrid(start.geometry, { chunkRows: 2 ** 30, chunkBytes: 1 });
  const before = process.memoryUsage().arrayBuffers;
  await expect(start.chunk(grid, 0)).rejects.toMatchObject({ code: "broken" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 26);
});
