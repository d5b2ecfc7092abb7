import { expect, test } from "vitest";
import type { JudgedMetric } from "../analysis/judge.ts";
import { shownMetrics } from "./shown-metrics.ts";

const metric = (id: string, p: number, channel?: number): JudgedMetric => ({
  id,
  ...(channel !== undefined && { channel }),
  value: 1,
  n: 10,
  p,
  verdict: p < 0.001 ? "fail" : "pass",
});

test("what counts all channels together stands for them", () => {
  const overall = metric("entropy", 0.9);
  expect(shownMetrics([overall, metric("entropy", 0.2, 0), metric("entropy", 0.1, 1)])).toEqual([
    overall,
  ]);
});

test("else the most conspicuous channel does", () => {
  const worst = metric("correlation", 0.1, 1);
  expect(shownMetrics([metric("correlation", 0.2, 0), worst])).toEqual([worst]);
});

test("channels that fail are shown where the one that stands for them passes", () => {
  const overall = metric("entropy", 0.5);
  const failing = metric("entropy", 1e-9, 2);
  expect(shownMetrics([overall, metric("entropy", 0.2, 0), failing])).toEqual([overall, failing]);
  const failed = metric("entropy", 1e-9);
  expect(shownMetrics([failed, failing])).toEqual([failed]);
});

test("the order is that of the analysis, metric by metric, and what is not judged is kept", () => {
  const info: JudgedMetric = { id: "psnr", value: 1, n: 10, verdict: "info" };
  const first = metric("b", 0.5, 0);
  const second = metric("a", 0.5, 0);
  expect(shownMetrics([first, second, metric("b", 0.6, 1), info])).toEqual([first, second, info]);
});
