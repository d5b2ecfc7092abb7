import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { drawScene } from "../datasets/scene.ts";
import { impulseResponse } from "./impulse-response.ts";
import { runAttack } from "./run-attack.ts";

const scene = drawScene(1, 24);

test.each([
  ["conv-single", 1],
  ["conv-multi", 0],
] as const)("%s", async (id, share) => {
  const finding = await runAttack(impulseResponse, cipherById(id), {
    scene,
    seed: 3,
    level: 0.001,
  });
  if ("notTried" in finding) throw new Error(finding.notTried);
  expect(finding.broken).toBe(share === 1);
  expect(finding.recovered).toBeCloseTo(share, 1);
  expect(Buffer.compare(finding.picture!.data, scene.data) === 0).toBe(share === 1);
});
