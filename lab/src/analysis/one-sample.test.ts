import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { changeSample, spreadSamples } from "./one-sample.ts";

const shape = { width: 5, height: 4, channels: 3, colour: "rgb", metadata: {} } as const;
const image: Image = { ...shape, bits: 8, data: new Uint8Array(60) };

test("samples include first, last and corners, and are different", () => {
  for (const count of [4, 16, 30]) {
    const samples = spreadSamples(image, count);
    expect(samples).toEqual(expect.arrayContaining([0, 14, 45, 59]));
    expect(new Set(samples).size).toBe(samples.length);
    expect(samples.every((at) => Number.isInteger(at) && at >= 0 && at < 60)).toBe(true);
  }
  const large = { ...image, width: 500, height: 400 };
  expect(spreadSamples(large, 100)).toHaveLength(100);
  expect(spreadSamples({ ...image, width: 1, height: 1, channels: 1 }, 100)).toEqual([0]);
});

test.each([
  [8, [7, 255], [8, 254]],
  [4, [15, 0], [14, 1]],
  [1, [1, 0], [0, 1]],
])("samples of %d bits change by one and stay in range", (bits, before, after) => {
  const data = Uint8Array.from(before);
  const pair = { ...shape, width: 2, height: 1, channels: 1, bits, data };
  for (const [i, value] of after.entries())
    expect(changeSample(pair, i).data).toEqual(data.with(i, value));
});

test("a 16-bit sample carries into its high byte, and 12 bits end at 4,095", () => {
  const pair = { ...shape, width: 2, height: 1, channels: 1 };
  const data = Uint8Array.of(1, 255, 15, 255);
  expect([...changeSample({ ...pair, bits: 16, data }, 0).data]).toEqual([2, 0, 15, 255]);
  expect([...changeSample({ ...pair, bits: 12, data }, 1).data]).toEqual([1, 255, 15, 254]);
});
