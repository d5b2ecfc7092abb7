import { expect, test } from "vitest";
import { measureTraining } from "./measure.ts";
import { speedModels } from "./models.ts";

test("measures the steps of a model", async () => {
  const model = speedModels.find(({ id }) => id === "train-lstm")!;
  const speed = await measureTraining(model, { steps: 3 });
  expect(speed).toMatchObject({ id: "train-lstm", threads: 1, n: 3 });
  expect(speed.stepMs).toBeGreaterThan(0);
  expect(speed.processorMs).toBeGreaterThan(0);
  expect(speed.stepsPerSecond * speed.stepMs).toBeCloseTo(1000, 6);
});
