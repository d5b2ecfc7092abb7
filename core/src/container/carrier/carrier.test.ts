import { fc, test as property } from "@fast-check/vitest";
import { decode as decodeFastPng, encode as encodeFastPng } from "fast-png";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { decodeImage } from "../../image/decode.ts";
import { chunkBytes, pngSignature, readChunks } from "../../image/png/chunks.ts";
import { createKeyRing } from "../../keys/index.ts";
import { readSamples } from "./read.ts";
import { FileTarget, inMemory, type CarrierTarget } from "./target.ts";
import { CarrierWriter } from "./write.ts";
import { readCarrier } from "./carrier.ts";
import { rasterBytes, type Geometry } from "../shape/geometry.ts";
import { noiseImage } from "../image.test.support.ts";
import { openContainer, sealPixels } from "../index.ts";
import { xorCipher } from "../xor-cipher.test.support.ts";

function noise(length: number): Uint8Array {
  return noiseImage(length, 1, 1).data;
}

async function write(
  geometry: Geometry,
  samples: Uint8Array,
  content: Uint8Array,
): Promise<Uint8Array> {
  return (await inMemory((target) => writeInto(target, geometry, samples, content))).bytes;
}

async function writeInto(
  target: CarrierTarget,
  geometry: Geometry,
  samples: Uint8Array,
  content: Uint8Array,
): Promise<void> {
  const writer = new CarrierWriter(geometry, content.length, target);
  // Rows in two parts, the last first, as sealing does.
  const half = Math.floor(geometry.height / 2);
  const split = (samples.length / geometry.height) * half;
  await writer.writeRows(half, samples.subarray(split));
  await writer.writeRows(0, samples.subarray(0, split));
  await writer.finish(content);
}

const shape = fc.record({
  width: fc.integer({ min: 1, max: 400 }),
  height: fc.integer({ min: 1, max: 400 }),
  channels: fc.integer({ min: 1, max: 4 }),
  bytesPerSample: fc.constantFrom(1 as const, 2 as const),
});

// Around the ends of a deflate block (65,535 bytes) and of an IDAT chunk (16 blocks).
const borders: Geometry[] = [65533, 65534, 65535, 65536, 1048558, 1048559, 1048560, 1048561].map(
  (width) => ({ width, height: 1, channels: 1, bytesPerSample: 1 }),
);

async function check(geometry: Geometry): Promise<void> {
  const samples = noise(rasterBytes(geometry));
  const file = await write(geometry, samples, Uint8Array.of(1, 2, 3));
  const carrier = readCarrier(file);
  expect(carrier.geometry).toEqual(geometry);
  expect(carrier.content).toEqual(Uint8Array.of(1, 2, 3));
  expect(Buffer.compare(await readSamples(carrier), samples)).toBe(0);
  const decoded = await decodeImage(file);
  expect(Buffer.compare(decoded.data, samples)).toBe(0);
}

property.prop([shape], { numRuns: 40 })("carriers are PNG files, and read back", check);
test.each(borders)("a row of $width bytes", check);

/** A file in memory that takes its time, and less than it is given. */
class SlowFile {
  readonly bytes = new Uint8Array(8 << 20);
  end = 0;

  async write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    await new Promise((resolve) => setTimeout(resolve, (position >> 18) % 3));
    const bytesWritten = Math.min(length, 300_000);
    this.bytes.set(bytes.subarray(offset, offset + bytesWritten), position);
    this.end = Math.max(this.end, position + bytesWritten);
    return { bytesWritten };
  }
}

test("a file gets the same bytes as memory, though its parts share buffers", async () => {
  const geometry = { width: 1500, height: 1200, channels: 3, bytesPerSample: 1 } as const;
  const samples = noise(rasterBytes(geometry));
  const content = noise(1_200_000);
  const file = new SlowFile();
  const target = new FileTarget(file);
  await writeInto(target, geometry, samples, content);
  expect(target.length).toBe(file.end);
  const written = file.bytes.subarray(0, file.end);
  expect(Buffer.compare(written, await write(geometry, samples, content))).toBe(0);
});

test("what a file refuses is passed on", async () => {
  const geometry = { width: 1500, height: 1200, channels: 3, bytesPerSample: 1 } as const;
  const full = new FileTarget({ write: () => Promise.reject(new Error("ENOSPC")) });
  const samples = noise(rasterBytes(geometry));
  await expect(writeInto(full, geometry, samples, noise(4))).rejects.toThrow("ENOSPC");
});

test("other decoders see the same pixels", async () => {
  const geometry = { width: 300, height: 250, channels: 3, bytesPerSample: 1 } as const;
  const samples = noise(rasterBytes(geometry));
  const file = await write(geometry, samples, new Uint8Array(5));
  expect(Buffer.compare(await sharp(file).raw().toBuffer(), samples)).toBe(0);
  const { width, height, channels, depth, data } = decodeFastPng(file);
  expect({ width, height, channels, depth }).toEqual({
    width: 300,
    height: 250,
    channels: 3,
    depth: 8,
  });
  expect(Buffer.compare(Buffer.from(data.buffer), samples)).toBe(0);
});

test("the private chunk stands before the pixels and is kept by tools that follow PNG's rules", async () => {
  const geometry = { width: 1, height: 1, channels: 1, bytesPerSample: 1 } as const;
  const file = await write(geometry, noise(1), noise(40));
  expect(readChunks(file).map(({ type }) => type)).toEqual(["IHDR", "veIl", "IDAT", "IEND"]);
  const upper = "veIl".split("").map((letter) => letter === letter.toUpperCase());
  // Ancillary, private, reserved bit, safe to copy.
  expect(upper).toEqual([false, false, true, false]);
});

describe("a recompressed carrier", () => {
  const key = new Uint8Array(32);
  const cipher = xorCipher();
  const options = { contentKey: { bytes: key, wrapped: undefined }, cipher } as const;

  /** The pixels as `tool` writes them, with the veIl chunk copied over. */
  async function recompress(
    file: Uint8Array,
    tool: (file: Uint8Array) => Promise<Uint8Array> | Uint8Array,
    place: "before" | "after",
  ): Promise<Uint8Array> {
    const veil = chunkBytes("veIl", readCarrier(file).content);
    const chunks = readChunks(await tool(file)).map(({ type, data }) => chunkBytes(type, data));
    chunks.splice(place === "before" ? 1 : -1, 0, veil);
    return Buffer.concat([pngSignature, ...chunks]);
  }

  const tools: [string, (file: Uint8Array) => Promise<Uint8Array> | Uint8Array][] = [
    [
      "sharp, level 9, adaptive",
      (f) => sharp(f).png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer(),
    ],
    ["sharp, interlaced", (f) => sharp(f).png({ progressive: true }).toBuffer()],
    ["fast-png", (f) => encodeFastPng(decodeFastPng(f))],
  ];
  for (const [name, tool] of tools) {
    test.each(["before", "after"] as const)(`${name} opens, chunk %s the pixels`, async (place) => {
      for (const protection of ["sealed", "authenticated"] as const) {
        const image = noiseImage(60, 47);
        const file = await sealPixels(image, { ...options, protection });
        const again = await recompress(file, tool, place);
        const opened = await openContainer(again, {
          keys: createKeyRing({ key }),
          ciphers: [cipher],
        });
        expect(opened).toMatchObject({ image });
      }
    });
  }

  test("converted to 16 bits or with alpha it is refused by name", async () => {
    const file = await sealPixels(noiseImage(20, 20), { ...options, protection: "sealed" });
    const convert: ((file: Uint8Array) => Promise<Uint8Array>)[] = [
      (f) => sharp(f).toColourspace("rgb16").png().toBuffer(),
      (f) => sharp(f).ensureAlpha().png().toBuffer(),
      (f) => sharp(f).resize(10, 10).png().toBuffer(),
    ];
    for (const tool of convert) {
      const again = await recompress(file, tool, "before");
      const opening = openContainer(again, { keys: createKeyRing({ key }), ciphers: [cipher] });
      await expect(opening).rejects.toThrow(/resized or converted/);
    }
  });

  test("with a colour key and an animation it has the same samples", async () => {
    const geometry: Geometry = { width: 6, height: 4, channels: 3, bytesPerSample: 1 };
    const samples = noise(rasterBytes(geometry));
    const carrier = readCarrier(await write(geometry, samples, Uint8Array.of(1)));
    const [header, ...others] = readChunks(carrier.file);
    // Stored in two IDAT chunks, which the writer does not.
    const [first] = carrier.data;
    const chunks = [
      chunkBytes("IHDR", header!.data),
      chunkBytes("acTL", Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0)),
      chunkBytes("veIl", others.find(({ type }) => type === "veIl")!.data),
      chunkBytes("tRNS", Uint8Array.of(0, samples[0]!, 0, samples[1]!, 0, samples[2]!)),
      chunkBytes("IDAT", first!.subarray(0, 20)),
      chunkBytes("IDAT", first!.subarray(20)),
      chunkBytes("IEND", new Uint8Array()),
    ];
    const saved = Uint8Array.from(Buffer.concat([pngSignature, ...chunks]));
    expect(await readSamples(readCarrier(saved))).toEqual(samples);
  });

  test("two veIl chunks are refused", async () => {
    const file = await sealPixels(noiseImage(2, 2), { ...options, protection: "sealed" });
    const twice = readChunks(file).flatMap(({ type, data }) => {
      const chunk = chunkBytes(type, data);
      return type === "veIl" ? [chunk, chunk] : [chunk];
    });
    expect(() => readCarrier(Buffer.concat([pngSignature, ...twice]))).toThrow(/one veIl/);
  });
});

test("a damaged Adler-32 sum is called broken", async () => {
  const geometry = { width: 9, height: 9, channels: 1, bytesPerSample: 1 } as const;
  const file = await write(geometry, noise(81), noise(3));
  const chunks = readChunks(file).map(({ type, data }) => {
    const changed = new Uint8Array(data);
    if (type === "IDAT") changed[changed.length - 1]! ^= 1;
    return chunkBytes(type, changed);
  });
  const carrier = readCarrier(Buffer.concat([pngSignature, ...chunks]));
  await expect(readSamples(carrier)).rejects.toMatchObject({ code: "broken" });
});
