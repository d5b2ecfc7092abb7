import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { channelMatrix, invertMatrix, mixChannels, oddInverse } from "./channel-mixing.ts";

test.prop([
  fc.integer({ min: 1, max: 4 }),
  fc.array(fc.nat({ max: 65_535 }), { minLength: 16, maxLength: 16 }),
  fc.integer({ min: 0, max: 2 }),
  fc.constantFrom(1, 2),
  fc.array(fc.nat({ max: 255 }), { minLength: 72, maxLength: 72 }),
])("the inverse matrix unmixes", (n, words, more, bytesPerSample, bytes) => {
  const layout = { channels: n + more, bytesPerSample };
  const pixel = layout.channels * bytesPerSample;
  const data = Uint8Array.from(bytes.slice(0, Math.floor(72 / pixel) * pixel));
  const before = data.slice();
  const matrix = channelMatrix(n, words);
  mixChannels(data, layout, matrix);
  mixChannels(data, layout, invertMatrix(matrix));
  expect(data).toEqual(before);
});

test.prop([fc.array(fc.nat(), { minLength: 9, maxLength: 9 })])(
  "the determinant of three channels is odd",
  (words) => {
    const [a, b, c, d, e, f, g, h, i] = [...channelMatrix(3, words)].map(BigInt) as unknown as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
    expect(((determinant % 2n) + 2n) % 2n).toBe(1n);
  },
);

it("inverts every odd number modulo 256", () => {
  for (let odd = 1; odd < 256; odd += 2) expect((odd * oddInverse(odd)) % 256).toBe(1);
});

it("mixes the bytes of 16-bit samples with those of the same weight", () => {
  const data = Uint8Array.of(1, 0, 0, 0, 0, 0);
  mixChannels(data, { channels: 3, bytesPerSample: 2 }, Uint8Array.of(5, 0, 0, 6, 1, 0, 7, 0, 1));
  expect([...data]).toEqual([5, 0, 6, 0, 7, 0]);
});
