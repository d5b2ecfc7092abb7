import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { aes256Ctr } from "../baselines/aes.ts";
import { drawScene } from "../datasets/scene.ts";
import { createJob, identify, secretOf } from "./job.ts";
import { measure } from "./measure.ts";

const settings = { seed: "s", positions: 16, version: "1.0.0" };
const hybrid = cipherById("hybrid");

test("a job's identity holds all that its result depends on, and not the image's name", async () => {
  const picture = drawScene(0, 24);
  const image = await identify("a.png", picture);
  const variants = await Promise.all([
    createJob(hybrid, image, 0, settings),
    createJob(aes256Ctr, image, 0, settings),
    createJob({ ...hybrid, weights: "other" }, image, 0, settings),
    createJob({ ...hybrid, parameters: { rounds: 1 } }, image, 0, settings),
    createJob(hybrid, image, 0, settings, "code of a module"),
    createJob(hybrid, image, 1, settings),
    createJob(hybrid, { ...image, width: 12, height: 48 }, 0, settings),
    createJob(hybrid, await identify("a.png", drawScene(1, 24)), 0, settings),
    ...["seed", "positions", "version"].map((name) =>
      createJob(hybrid, image, 0, { ...settings, [name]: 17 }),
    ),
  ]);
  expect(new Set(variants.map(({ id }) => id)).size).toBe(variants.length);
  const same = await createJob(hybrid, await identify("b.png", picture), 0, { ...settings });
  expect(same.id).toBe(variants[0].id);
});

test("keys are those of the seed, others for every image and number", async () => {
  const image = { sha256: "00" };
  const secrets = await Promise.all([
    secretOf("s", image, 0),
    secretOf("t", image, 0),
    secretOf("s", { sha256: "01" }, 0),
    secretOf("s", image, 1),
  ]);
  expect(new Set(secrets.map(String)).size).toBe(4);
  expect(await secretOf("s", image, 0)).toEqual(secrets[0]);
  expect(secrets[0]).toHaveLength(32);
});

test("a measurement survives JSON and is the same every time, but for the seconds", async () => {
  const secret = await secretOf("s", { sha256: "00" }, 0);
  const run = () => measure(hybrid, drawScene(0, 24), { secret, positions: 16, threads: 1 });
  const [first, second] = [await run(), await run()];
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  expect(second.outcomes).toEqual(first.outcomes);
  expect(first.seconds).toBeGreaterThan(0);
  expect(first.outcomes.map(({ id }) => id)).not.toContain("encryption-seconds");
});
