import { deflateSync } from "node:zlib";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Geometry } from "../shape/geometry.ts";
import { noiseImage } from "../image.test.support.ts";
import { pad } from "../box/sealed-box.ts";
import { addResidual, decodeResidual, encodeResidual } from "./residual.ts";

function bytes(length: number, step: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * i * step) >> 3);
}

const shape = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
  channels: fc.integer({ min: 1, max: 4 }),
  bytesPerSample: fc.constantFrom(1 as const, 2 as const),
});

property.prop([shape, fc.integer(), fc.integer()])(
  "what is lost comes back, whatever the approximation",
  async (geometry, one, two) => {
    const { width, height, channels, bytesPerSample } = geometry;
    const length = width * height * channels * bytesPerSample;
    const [original, near] = [bytes(length, one), bytes(length, two)];
    const plain = await encodeResidual(original, near.slice(), geometry);
    const residual = await decodeResidual(plain, geometry);
    expect(await addResidual(near, residual)).toBe(true);
    expect(Buffer.compare(near, original)).toBe(0);
  },
);

const geometry: Geometry = { width: 5, height: 4, channels: 3, bytesPerSample: 1 };
const original = bytes(60, 7);

test("a good approximation leaves little, and little does not show how little", async () => {
  const large = { ...geometry, width: 300, height: 200 };
  const image = noiseImage(300, 200).data;
  const exact = await encodeResidual(image, image.slice(), large);
  expect(exact).toHaveLength(512);
  const near = await encodeResidual(
    image,
    image.map((byte, i) => byte ^ (image[i ^ 5]! & 1)),
    large,
  );
  const far = await encodeResidual(image, new Uint8Array(180_000), large);
  expect(near.length).toBeLessThan(far.length / 3);
});

test("another approximation than the one it was made for is noticed", async () => {
  const residual = await decodeResidual(
    await encodeResidual(original, new Uint8Array(60), geometry),
    geometry,
  );
  const other = new Uint8Array(60);
  other[17] = 1;
  expect(await addResidual(other, residual)).toBe(false);
});

property.prop([fc.uint8Array({ maxLength: 600 }), fc.array(fc.tuple(fc.nat(511), fc.nat(255)))])(
  "whatever somebody with the key seals is a residual or is refused as broken",
  async (noise, changes) => {
    const changed = await encodeResidual(original, new Uint8Array(60), geometry);
    for (const [at, value] of changes) changed[at] = value;
    for (const plain of [noise, changed]) {
      const outcome = await decodeResidual(plain, geometry).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "broken" });
      else expect(outcome).toMatchObject({ difference: expect.any(Uint8Array) });
    }
  },
);

describe("authentic and malformed", () => {
  const filtered = new Uint8Array(64);
  /** A residual around a zlib stream. */
  const around = (stream: Uint8Array, length = stream.length): Uint8Array => {
    const plain = pad(new Uint8Array(32), stream);
    new DataView(plain.buffer).setUint32(0, 32 + length);
    return plain;
  };
  const stream = deflateSync(filtered);

  test("the control is accepted", async () => {
    const { difference } = await decodeResidual(around(stream), geometry);
    expect(difference).toEqual(new Uint8Array(60));
  });

  test.each([
    ["nothing at all", new Uint8Array(0), /cut short/],
    ["a length beyond its end", around(stream, 477), /cut short/],
    ["less than a digest", pad(new Uint8Array(31)), /cut short/],
    ["another length than it is padded to", Uint8Array.of(...around(stream), 0), /another length/],
    ["something in the padding", around(Uint8Array.of(...stream, 1), stream.length), /zeros/],
    ["no zlib stream", around(new Uint8Array(0)), /other than 4 rows of 15 bytes/],
    ["a cut stream", around(stream.subarray(0, -1)), /damaged/],
    ["too few rows", around(deflateSync(filtered.subarray(16))), /other than 4 rows/],
    ["too many rows", around(deflateSync(new Uint8Array(65))), /too much/],
    ["an unknown filter", around(deflateSync(filtered.map(() => 5))), /unknown filter/],
  ])("%s is broken", async (_, plain, message) => {
    const outcome = decodeResidual(plain, geometry);
    await expect(outcome).rejects.toMatchObject({ code: "broken" });
    await expect(outcome).rejects.toThrow(message);
  });
});
