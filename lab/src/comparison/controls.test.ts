import { cipherById, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { searchCanaryKey } from "../baselines/canary-key-search.ts";
import { baselines } from "../baselines/list.ts";
import { drawScene } from "../datasets/scene.ts";
import { measure } from "./measure.ts";

const scene = drawScene(0, 96);
/** What a repeated block shows on. */
const flat: Image = { ...scene, data: new Uint8Array(scene.data.length).fill(200) };
// Under it the canary draws key 351, so that the search is short.
const secret = new Uint8Array(32).fill(218);

const byId = (id: string): Cipher => baselines.find((each) => each.id === id) ?? cipherById(id);

async function failures(id: string, image: Image): Promise<Set<string>> {
  const { outcomes } = await measure(byId(id), image, { secret, positions: 16, threads: 1 });
  return new Set(outcomes.flatMap((each) => (each.verdict === "fail" ? [each.id] : [])));
}

test.each([
  ["aes-256-ecb", "equal blocks of a flat image", flat, ["entropy", "chi-square"]],
  ["aes-256-ecb", "one changed sample changes one block", scene, ["npcr-min-as-used"]],
  ["permutation-only", "the histogram stays", scene, ["entropy", "chi-square"]],
  ["permutation-only", "one changed sample changes one", scene, ["npcr-min", "npcr-min-as-used"]],
  ["permutation-diffusion", "differences run to one end", scene, ["npcr-min", "uaci-min"]],
  ["xor-reused", "the same mask for another image", scene, ["npcr-min-as-used"]],
  ["hybrid-literal", "the key is forgotten", scene, ["key-sensitivity-npcr", "npcr-min"]],
])("%s is caught: %s", async (id, _, image, metrics) => {
  expect([...(await failures(id, image))]).toEqual(expect.arrayContaining(metrics));
  // The same tests find nothing in a cipher without that weakness.
  expect([...(await failures("hybrid", image))]).toEqual([]);
});

test("canary is caught by nothing that looks at cipher images, and by a search for its key", async () => {
  expect([...(await failures("canary", scene))]).toEqual([]);
  const canary = byId("canary");
  const key = await nativeKeyFrom(canary, secret);
  const raster = { ...scene, bytesPerSample: 1, data: scene.data.slice() } as const;
  const keyVector = await canary.encrypt(raster, key);
  expect((await searchCanaryKey(raster, keyVector, key.subarray(2))).key).toEqual(key);
});
