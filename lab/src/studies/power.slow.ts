import { expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { soundCipher } from "../weak/weak-cipher.ts";
import { asUsed, cases, powerSettings, refusals, weakCases } from "./power.ts";

const scenes = Array.from({ length: 8 }, (_, evening) => drawScene(evening, 256));
const aes = baselines.find(({ id }) => id === "aes-256-ctr")!;

test("nine weak ciphers in ten are caught, on drawn gray, RGB and RGBA scenes under 2 keys", async () => {
  const weak = weakCases(2);
  const missed: string[] = [];
  for (const each of weak)
    if ((await refusals(each, scenes, powerSettings.weak)).length === 0)
      missed.push(`${each.cipher.id}, ${each.channels} channels`);
  console.log(`missed ${missed.length} of ${weak.length}: ${missed.join("; ")}`);
  expect(missed.length).toBeLessThanOrEqual(weak.length / 10);
});

test("AES as used and what the weak ciphers are made of are refused by nothing, 30 times", async () => {
  for (const each of cases([aes, soundCipher], 5))
    expect(asUsed(await refusals(each, scenes, powerSettings.sound)), each.cipher.id).toEqual([]);
});
