import { ciphers } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { baselines } from "../baselines/index.ts";
import { drawScene } from "../datasets/index.ts";
import { attackById } from "./list.ts";
import { runAttack } from "./run-attack.ts";

/**
 * Chosen or known images that the literature needs for images of up to 65,536 bytes; every attack then
 * asks for two more, one that counts and the scene.
 */
const figures = [
  { attack: "permutation", cipher: "permutation-only", images: 2 },
  { attack: "permutation-diffusion", cipher: "permutation-diffusion", images: 3 },
  { attack: "keystream-reuse", cipher: "cnse", images: 1 },
] as const;

test.each(figures)("$attack takes $images images to break $cipher", async (figure) => {
  const cipher = [...ciphers, ...baselines].find(({ id }) => id === figure.cipher)!;
  const options = { scene: drawScene(5, 32), seed: 3, level: 1e-5 };
  const found = await runAttack(attackById(figure.attack), cipher, options);
  if ("notTried" in found) throw new Error(found.notTried);
  expect(found.queries).toBe(figure.images + 2);
  expect(found.recovered).toBeGreaterThan(0.99);
});
