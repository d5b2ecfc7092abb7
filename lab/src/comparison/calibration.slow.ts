import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { judgeObserved } from "../analysis/judge.ts";
import { drawScene } from "../datasets/scene.ts";
import { idealImages, next } from "../ideal-images.ts";
import { outcomesOf, type Measurement } from "./measure.ts";
import { summarise } from "./summary.ts";

/** What a job finds when the cipher image is ideal, in the image metrics. */
function measureIdeal(plain: Image, cipher: Image): Measurement {
  const seen = { cipherImage: cipher, bothImages: { plain, cipher } };
  return { outcomes: outcomesOf(judgeObserved(seen, 0.001).metrics), seconds: null };
}

test.each([
  [28, 1, 1500],
  [32, 3, 1500],
  [64, 3, 800],
  [128, 3, 300],
])("%d pixels square in %d channels: %d ideal images pass together", (size, channels, count) => {
  const scene = drawScene(1, size);
  const data = scene.data.filter((_, i) => i % 3 < channels);
  const plain: Image = { ...scene, channels, colour: channels === 1 ? "gray" : "rgb", data };
  const images = idealImages(77, { width: size, height: size, channels });
  const measurements = Array.from({ length: count }, () => measureIdeal(plain, next(images)));
  const { verdict, metrics } = summarise({ id: "ideal", status: "cipher" }, measurements, 0.001);
  expect(metrics.filter((metric) => metric.verdict === "fail")).toEqual([]);
  expect(verdict).toBe("pass");
});
