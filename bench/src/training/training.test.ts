import { NeuroveilError } from "neuroveil/errors";
import { expect, test } from "vitest";
import { speedModels } from "./models.ts";
import { measureTraining, type TrainingOptions } from "./training.ts";

/** Takes twice as long as by hand, whatever the model. */
const measure: TrainingOptions["measure"] = async ({ id }, { threads, rounds, steps }) => ({
  id,
  threads,
  stepMs: 124,
  processorMs: 100,
  stepsPerSecond: 1000 / 124,
  byHandMs: 62,
  ratio: 2,
  ratioQuartiles: [2, 2],
  n: rounds * steps,
});
const given = async (options: TrainingOptions) => {
  const report = await measureTraining(options);
  if ("leftOut" in report) throw new Error(report.leftOut);
  return report.results;
};

test("every model of the speed table has a row for one thread and one for two", async () => {
  const results = await given({ cores: 16, measure });
  expect(results.map(({ id, threads }) => [id, threads])).toEqual(
    speedModels.flatMap(({ id }) => [
      [id, 1],
      [id, 2],
    ]),
  );
});

test("no more threads are measured than there are cores", async () => {
  const results = await given({ cores: 1, measure });
  expect(results.map(({ threads }) => threads)).toEqual([1, 1, 1]);
});

test("without onnxruntime the rows are left out, and it is told why", async () => {
  const none = async (): Promise<never> => {
    throw new NeuroveilError("unsupported", "expected onnxruntime-node, got none");
  };
  expect(await measureTraining({ measure: none })).toEqual({
    leftOut: "expected onnxruntime-node, got none",
  });
});

test("another failure is one", async () => {
  const fail = async (): Promise<never> => {
    throw new NeuroveilError("limit", "no memory");
  };
  await expect(measureTraining({ measure: fail })).rejects.toMatchObject({ code: "limit" });
});
