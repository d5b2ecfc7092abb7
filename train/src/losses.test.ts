import { evaluate, Graph, structuralSimilarity } from "@neuroveil/autodiff";
import { ssim } from "@neuroveil/lab/metrics";
import { drawScene } from "@neuroveil/lab/datasets";
import { expect, test } from "vitest";
import { toPicture } from "./data/planes.ts";

test("the similarity that is trained is the one that the laboratory measures", () => {
  const [a, b] = [drawScene(1, 40), drawScene(2, 40)] as const;
  const graph = new Graph();
  const planes = [a, b].map((image) =>
    graph.constant(toPicture("scene", image)!.data, [1, 3, 40, 40]),
  );
  const trained = structuralSimilarity(planes[0]!, planes[1]!, 255);
  const measured = ssim(a, b)[0]!.value;
  expect(measured).toBeLessThan(0.9);
  expect(evaluate(graph, [trained], {})[0]![0]).toBeCloseTo(measured, 9);
});
