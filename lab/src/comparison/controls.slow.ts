import { cipherById, type Cipher } from "neuroveil/ciphers";
import { describe, expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { identify, secretOf } from "./job.ts";
import { measure } from "./measure.ts";

const keys = 6;
const images = [0, 1].map((seed) => drawScene(seed, 192));

const byId = (id: string): Cipher => baselines.find((each) => each.id === id) ?? cipherById(id);

/** In how many pairs of image and key each metric fails. */
async function failures(cipher: Cipher): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const image of images) {
    const identity = await identify("", image);
    for (let key = 0; key < keys; key++) {
      const secret = await secretOf("controls", identity, key);
      const { outcomes } = await measure(cipher, image, { secret, positions: 16, threads: 1 });
      const failed = outcomes.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
      for (const id of new Set(failed)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

describe("over 2 images and 6 keys", () => {
  test.each([
    ["aes-256-ecb", ["npcr-min-as-used"]],
    ["permutation-only", ["entropy", "chi-square", "npcr-min", "npcr-min-as-used"]],
    ["permutation-diffusion", ["npcr-min", "uaci-min"]],
    ["xor-reused", ["npcr-min-as-used"]],
    ["hybrid-literal", ["key-sensitivity-npcr", "npcr-min"]],
  ])("%s is caught every time by %s", async (id, metrics) => {
    const counts = await failures(byId(id));
    for (const metric of metrics) expect(counts.get(metric), metric).toBe(keys * images.length);
  });

  test.each(["hybrid", "canary"])("%s is caught by nothing", async (id) => {
    expect(await failures(byId(id))).toEqual(new Map());
  });
});
