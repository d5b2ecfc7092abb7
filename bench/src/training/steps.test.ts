import { expect, test } from "vitest";
import { byHandIsTheSame } from "./by-hand.test.support.ts";
import { speedModels } from "./models.ts";
import { measureSteps } from "./steps.ts";

// The U-Net takes as long as the others together: steps.slow.ts.
const quick = speedModels.filter(({ id }) => id !== "train-u-net");
test.each(quick)("$id: the step by hand is the autodiff's step", byHandIsTheSame);

test("measures the steps of a model beside those by hand", async () => {
  const model = speedModels.find(({ id }) => id === "train-lstm")!;
  const speed = await measureSteps(model, { threads: 1, rounds: 2, steps: 3 });
  expect(speed).toMatchObject({ id: "train-lstm", threads: 1, n: 6 });
  for (const value of [speed.stepMs, speed.processorMs, speed.byHandMs, speed.ratio])
    expect(value).toBeGreaterThan(0);
  expect(speed.stepsPerSecond * speed.stepMs).toBeCloseTo(1000, 6);
});

test("the measurement can be stopped", async () => {
  const model = speedModels.find(({ id }) => id === "train-lstm")!;
  const signal = AbortSignal.abort();
  await expect(
    measureSteps(model, { threads: 1, rounds: 1, steps: 1, signal }),
  ).rejects.toMatchObject({ code: "aborted" });
});
