import { describe, expect, test } from "vitest";
import { fileOf, type ReadableFile } from "../../bytes/random-access.ts";
import { cipherById } from "../../ciphers/index.ts";
import { inMemory } from "../carrier/target.ts";
import type { Protection } from "../header/header.ts";
import { fileStream } from "./file-stream.ts";
import { sealRaster, type SealSettings } from "./seal-raster.ts";
import { sealStream } from "./seal-stream.ts";
import { fileSource } from "./source.ts";

const key = Uint8Array.from({ length: 32 }, (_, i) => i * 3);
const nonce = new Uint8Array(16).fill(9);
const boxNonces = {
  record: new Uint8Array(12).fill(1),
  residual: new Uint8Array(12).fill(2),
  original: new Uint8Array(12).fill(3),
};
const origin = { name: "film.mp4", modified: 1_700_000_000_000 };

function settings(id: string, protection: Protection): SealSettings {
  const contentKey = { bytes: key, wrapped: undefined };
  return { contentKey, cipher: cipherById(id), protection, nonce };
}

function noise(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i + 1, 2654435761) >>> 23);
}

function inParts(file: ReadableFile, how: SealSettings): Promise<{ readonly bytes: Uint8Array }> {
  return inMemory((target) =>
    sealStream({ source: fileStream(file, origin), settings: how, target, fixed: { boxNonces } }),
  );
}

describe.each(["sealed", "authenticated", "bare"] as const)("%s", (protection) => {
  test.each([
    ["hybrid", 0],
    ["hybrid", 300],
    // Two bands of chunks of two columns.
    ["hybrid", 2_300_000],
    ["cnn-only", 70_000],
  ])("%s, %i bytes: the same bytes as in memory", async (id, length) => {
    const bytes = noise(length);
    const how = settings(id, protection);
    const source = await fileSource(bytes, origin);
    const whole = await inMemory((target) =>
      sealRaster({ source, settings: how, target, fixed: { boxNonces } }),
    );
    const parts = await inParts(fileOf(bytes), how);
    expect(Buffer.compare(parts.bytes, whole.bytes)).toBe(0);
  });
});

/** A file that is `before` to whoever goes through it for the first time, and `after` then. */
function changing(before: Uint8Array, after: Uint8Array): ReadableFile {
  let passes = 0;
  return {
    size: before.length,
    read(start, length) {
      if (start === 0) passes++;
      const bytes = passes > 1 ? after : before;
      return Promise.resolve(bytes.subarray(start, start + length));
    },
  };
}

test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
  ["a bit of it was changed", (bytes) => bytes.with(70_000, bytes[70_000]! ^ 1)],
  ["it became shorter", (bytes) => bytes.subarray(0, 99_000)],
])("a file that is not the same twice is refused: %s", async (_, change) => {
  const bytes = noise(100_000);
  const how = settings("hybrid", "sealed");
  await expect(
    inParts(changing(bytes, bytes), { ...how, nonce: undefined }),
  ).resolves.toBeDefined();
  await expect(inParts(changing(bytes, change(bytes)), how)).rejects.toMatchObject({
    code: "input",
    message: /stays as it is.*changed meanwhile; try again/,
  });
});

test("it can be stopped, and tells how far it is", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const how = settings("hybrid", "sealed");
  await inParts(fileOf(noise(1000)), { ...how, onProgress: (done) => void seen.push(done) });
  expect(seen).toEqual([0.5, 1]);
  controller.abort();
  const stopped = inParts(fileOf(noise(1000)), { ...how, signal: controller.signal });
  await expect(stopped).rejects.toMatchObject({ code: "aborted" });
});
