import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { changeSample, spreadSamples } from "./one-sample.ts";

const data = new Uint8Array(60);
const image: Image = {
  width: 5,
  height: 4,
  channels: 3,
  bits: 8,
  colour: "rgb",
  data,
  metadata: {},
};

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
  [8, [7, 255], [6, 254]],
  [4, [14, 0], [15, 1]],
  [1, [1, 0], [0, 1]],
  [16, [1, 254, 255, 255], [1, 255, 255, 254]],
  [12, [1, 255, 15, 255], [1, 254, 15, 254]],
])("samples of %d bits change by one, in one bit, and stay in range", (bits, before, after) => {
  const data = Uint8Array.from(before);
  changeSample(data, bits, 0);
  changeSample(data, bits, 1);
  expect([...data]).toEqual(after);
});
