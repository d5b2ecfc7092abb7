import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDataset } from "./open-dataset.ts";
import { knownFiles } from "./known-files.ts";
import { verifyFile } from "./verify.ts";

const data = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

describe.skipIf(!existsSync(data))("the real files", () => {
  test("MNIST's test images and labels", async () => {
    const path = join(data, "mnist/t10k-images-idx3-ubyte.gz");
    const mnist = await openDataset(path);
    expect(mnist.size).toBe(10_000);
    const counts = Array.from({ length: 10 }, () => 0);
    let sum = 0;
    for await (const { image, label } of mnist.samples()) {
      counts[label!]!++;
      for (const byte of image.data) sum += byte;
    }
    // Counts as published; the mean of the test images is 33.79.
    expect(counts).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(sum / 7_840_000).toBeCloseTo(33.79, 2);
    expect((await openDataset(join(data, "mnist"))).size).toBe(70_000);
  });

  test("CIFAR-10's binary batches", async () => {
    const cifar = await openDataset(join(data, "cifar-10-batches-bin"));
    expect(cifar.size).toBe(12_000);
    const labels: number[] = [];
    for await (const { label, image } of cifar.samples()) {
      labels.push(label!);
      expect(image.data.length).toBe(3072);
      if (labels.length === 4) break;
    }
    // The first records of data_batch_1: frog, truck, truck, deer.
    expect(labels.map((label) => cifar.classes![label])).toEqual([
      "frog",
      "truck",
      "truck",
      "deer",
    ]);
  });

  test("the checksums", async () => {
    const mnist = join(data, "mnist/t10k-labels-idx1-ubyte.gz");
    expect(await verifyFile(mnist)).toMatchObject({ file: "t10k-labels-idx1-ubyte" });
    for (const { file } of knownFiles.filter(({ file }) => file.startsWith("kodim")))
      expect(await verifyFile(join(data, "kodak", file))).toMatchObject({ file });
    // This batch was put together again from single images: not the public file.
    await expect(verifyFile(join(data, "cifar-10-batches-bin/test_batch.bin"))).rejects.toThrow(
      /get it from https:\/\/www\.cs\.toronto\.edu/,
    );
  });
});

test("a file of a known name with other content is refused, one of another name unknown", async () => {
  const folder = await mkdtemp(join(tmpdir(), "neuroveil-known-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "kodim01.png");
  await writeFile(path, "other");
  await expect(verifyFile(path)).rejects.toThrow(
    /expected the content of .*kodim01\.png.*a56e27cb/,
  );
  await writeFile(join(folder, "photo.png"), "other");
  expect(await verifyFile(join(folder, "photo.png"))).toBeUndefined();
});
