import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encodeImage } from "neuroveil/image";
import { describe, expect, onTestFinished, test } from "vitest";
import { generated } from "./generated.ts";
import { openDataset } from "./open-dataset.ts";
import { drawScene } from "./scene.ts";
import type { Dataset, Reading, Sample } from "./dataset.ts";

async function folder(files: Readonly<Record<string, Uint8Array | string>> = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "neuroveil-datasets-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(path, name, ".."), { recursive: true });
    await writeFile(join(path, name), content);
  }
  return path;
}

async function read(dataset: Dataset, reading?: Reading): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of dataset.samples(reading)) samples.push(sample);
  return samples;
}

function idx(sizes: readonly number[], content: Uint8Array, magic = 0x800): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(magic + sizes.length);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  return Buffer.concat([header, content]);
}

const pixels = Uint8Array.from({ length: 3 * 2 * 4 }, (_, i) => 10 * i);
const imagesFile = idx([3, 2, 4], pixels);
const labelsFile = idx([3], Uint8Array.of(7, 0, 9));

describe("IDX", () => {
  test.each([
    ["as it is", imagesFile, labelsFile, ""],
    ["packed", gzipSync(imagesFile), gzipSync(labelsFile), ".gz"],
  ])("%s: images with their labels, in order", async (_, images, labels, suffix) => {
    const path = await folder({
      [`t-images-idx3-ubyte${suffix}`]: images,
      [`t-labels-idx1-ubyte${suffix}`]: labels,
    });
    const dataset = await openDataset(path);
    expect(dataset.size).toBe(3);
    const samples = await read(dataset);
    expect(samples.map(({ label }) => label)).toEqual([7, 0, 9]);
    expect(samples[1]!.name).toBe(`t-images-idx3-ubyte${suffix} 1`);
    expect(samples[1]!.image).toMatchObject({ width: 4, height: 2, channels: 1, bits: 8 });
    expect([...samples[2]!.image.data]).toEqual([160, 170, 180, 190, 200, 210, 220, 230]);
  });

  test("without labels beside it", async () => {
    const path = await folder({ "x-images-idx3-ubyte": imagesFile });
    const [first] = await read(await openDataset(join(path, "x-images-idx3-ubyte")));
    expect(first).not.toHaveProperty("label");
  });

  test.each([
    ["cut off", imagesFile.subarray(0, -1), /expected the 40 bytes that its header speaks of.*39/],
    ["too long", Buffer.concat([imagesFile, pixels]), /expected the 40 bytes.* got 64/],
    ["empty", Buffer.alloc(0), /an empty file/],
    ["cut in its header", imagesFile.subarray(0, 9), /IDX header/],
    ["of another type", idx([3, 2, 4], pixels, 0xd00), /IDX header.*00000d03/],
    ["of empty images", idx([3, 0, 4], new Uint8Array()), /1 to 16777216 pixels.*4 x 0/],
    ["packed, with a count that cannot be", gzipSync(idx([2 ** 32 - 1, 2, 4], pixels)), /at most/],
    ["packed, with sizes that cannot be", gzipSync(idx([9, 65_535, 65_535], pixels)), /pixels/],
  ])("%s is refused before anything is read", async (_, content, message) => {
    const path = await folder({ "a-images-idx3-ubyte": content });
    await expect(openDataset(path)).rejects.toMatchObject({ code: "broken" });
    await expect(openDataset(path)).rejects.toThrow(message);
    await expect(openDataset(path)).rejects.toThrow("a-images-idx3-ubyte");
  });

  test.each([
    ["fewer images than it says", gzipSync(imagesFile.subarray(0, -5)), /3 images.*got 2/],
    ["more than it says", gzipSync(Buffer.concat([imagesFile, pixels])), /3 images.*got more/],
    ["an end that is missing", gzipSync(imagesFile).subarray(0, -9), /gzip data to the end/],
    ["a changed byte", flipped(gzipSync(imagesFile)), /gzip data to the end/],
  ])("packed with %s: refused when it is reached", async (_, content, message) => {
    const path = await folder({ "a-images-idx3-ubyte.gz": content });
    const all = openDataset(path).then(read);
    await expect(all).rejects.toMatchObject({ code: "broken" });
    await expect(all).rejects.toThrow(message);
  });

  test.each([
    ["too few labels", idx([2], Uint8Array.of(1, 2))],
    ["cut-off labels", gzipSync(idx([3], Uint8Array.of(1, 2)))],
    ["too many", gzipSync(idx([3], Uint8Array.of(1, 2, 3, 4)))],
  ])("%s are refused", async (_, labels) => {
    const path = await folder({ "a-images-idx3-ubyte": imagesFile, "a-labels-idx1-ubyte": labels });
    await expect(openDataset(path)).rejects.toThrow(/3 labels in .*a-labels-idx1-ubyte/);
  });
});

/** The last byte of the packed data's check sum. */
function flipped(packed: Buffer): Buffer {
  packed[packed.length - 5]! ^= 1;
  return packed;
}

describe("CIFAR-10", () => {
  const record = (label: number): Uint8Array =>
    Uint8Array.from({ length: 3073 }, (_, i) => (i === 0 ? label : ((i - 1) >> 10) * 50 + (i & 7)));

  test("planes become pixels; batches in the order of their names", async () => {
    const batch = Buffer.concat([record(6), record(9)]);
    const path = await folder({ "test_batch.bin": record(1), "data_batch_1.bin": batch });
    const dataset = await openDataset(path);
    expect(dataset.size).toBe(3);
    expect(dataset.classes![6]).toBe("frog");
    const samples = await read(dataset);
    expect(samples.map(({ label }) => label)).toEqual([6, 9, 1]);
    expect(samples[1]!.name).toBe("data_batch_1.bin 1");
    expect([...samples[0]!.image.data.subarray(0, 6)]).toEqual([1, 51, 101, 2, 52, 102]);
  });

  test("a cut-off batch and a label that does not exist are refused", async () => {
    const cut = await folder({ "test_batch.bin": record(1).subarray(1) });
    await expect(openDataset(cut)).rejects.toThrow(/records of 3073 bytes in .*test_batch.bin/);
    const altered = await folder({ "test_batch.bin": record(10) });
    await expect(openDataset(altered).then(read)).rejects.toThrow(
      /labels from 0 to 9.*10 in record 0/,
    );
  });
});

describe("folders of images", () => {
  const png = async (seed: number): Promise<Uint8Array> =>
    (await encodeImage(drawScene(seed, 16))).bytes;

  test("to the bottom, in the order of names, by signature", async () => {
    const path = await folder({
      "b.png": await png(0),
      "a/z.dat": await png(1),
      "a/deeper/c.png": await png(2),
      "notes.png": "no image",
      ".hidden.png": await png(3),
    });
    const dataset = await openDataset(path);
    expect(dataset.size).toBe(3);
    expect((await read(dataset)).map(({ name }) => name)).toEqual([
      "b.png",
      "a/z.dat",
      "a/deeper/c.png",
    ]);
  });

  test("an image that does not decode is told and left out, or ends the reading", async () => {
    const path = await folder({ "a.png": (await png(0)).subarray(0, 200), "b.png": await png(1) });
    const dataset = await openDataset(path);
    const lost: string[] = [];
    const samples = await read(dataset, { onUnreadable: (name) => lost.push(name) });
    expect(samples.map(({ name }) => name)).toEqual(["b.png"]);
    expect(lost).toEqual([join(path, "a.png")]);
    await expect(read(dataset)).rejects.toThrow(/a\.png: expected/);
  });

  test("nothing there, nothing in it, nothing to be read", async () => {
    const path = await folder({ "notes.txt": "no image", "sub/a.txt": "" });
    await expect(openDataset(path)).rejects.toThrow(/expected images in the folder .*got none/);
    await expect(openDataset(join(path, "none"))).rejects.toMatchObject({ code: "input" });
    const folderOfItsName = await folder({ "x/a-images-idx3-ubyte/a.txt": "" });
    await expect(openDataset(join(folderOfItsName, "x"))).rejects.toThrow(
      /a-images-idx3-ubyte, got a folder/,
    );
    if (process.getuid?.() === 0) return;
    await chmod(join(path, "sub"), 0);
    await expect(openDataset(path)).rejects.toThrow(/read the folder .*sub/);
    await chmod(join(path, "sub"), 0o700);
  });
});

test("generated scenes: the same every time, all different", async () => {
  const [first, again] = [await read(generated), await read(await openDataset("generated"))];
  expect(first).toHaveLength(generated.size);
  const bytes = (samples: readonly Sample[]): string[] =>
    samples.map(({ image }) => Buffer.from(image.data).toString("latin1"));
  expect(new Set(bytes(first)).size).toBe(generated.size);
  expect(bytes(first).every((data, i) => data === bytes(again)[i])).toBe(true);
});
