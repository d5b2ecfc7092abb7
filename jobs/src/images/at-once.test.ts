import { expect, test } from "vitest";
import { imagesAtOnce } from "./at-once.ts";

const roomy = 64e9;

test.each([
  ["one image", { files: 1, bytes: 3e6 }, { cores: 16, memory: roomy }, 1],
  ["a few small ones", { files: 20, bytes: 3e6 }, { cores: 16, memory: roomy }, 1],
  ["fewer large ones than cores", { files: 10, bytes: 30e6 }, { cores: 16, memory: roomy }, 1],
  ["large ones on two cores", { files: 500, bytes: 1.5e9 }, { cores: 2, memory: roomy }, 1],
  ["many small ones on two cores", { files: 500, bytes: 75e6 }, { cores: 2, memory: roomy }, 2],
  ["many tiny ones on two cores", { files: 3000, bytes: 9e6 }, { cores: 2, memory: roomy }, 2],
  ["many small ones on one core", { files: 500, bytes: 75e6 }, { cores: 1, memory: roomy }, 1],
  ["large ones on many cores", { files: 500, bytes: 1.5e9 }, { cores: 16, memory: roomy }, 16],
  ["the same with little memory", { files: 500, bytes: 1.5e9 }, { cores: 16, memory: 1e9 }, 4],
  ["the same with hardly any", { files: 500, bytes: 1.5e9 }, { cores: 16, memory: 1e8 }, 1],
])("%s", (_, batch, machine, expected) => {
  expect(imagesAtOnce(batch, machine)).toBe(expected);
});
