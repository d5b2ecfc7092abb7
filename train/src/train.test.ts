import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawScene } from "@neuroveil/lab/datasets";
import { encodeImage } from "neuroveil/image";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TrainingProgress } from "./loop.ts";
import { recipeById } from "./recipes/list.ts";
import { convAutoencoder } from "./recipes/conv-autoencoder/recipe.ts";
import { settingsOf } from "./settings.ts";
import { resumeTraining, train, type NewTraining, type Trained } from "./train.ts";

const settings = settingsOf(recipeById("conv-autoencoder"), "glimpse", {
  steps: 24,
  batch: 4,
  side: 16,
  channels: 4,
  measured: 4,
});

let base: string;
let pictures: string;
let whole: Trained;

function begin(name: string, changes: Partial<NewTraining> = {}): Promise<Trained> {
  return train({
    recipe: "conv-autoencoder",
    dataset: pictures,
    settings,
    seed: "test",
    threads: 1,
    output: join(base, name),
    checkpointSteps: 10,
    ...changes,
  });
}

class Stopped extends Error {}

/** Begins a training that ends in this step, as if the process had been killed there. */
async function stopped(name: string, at: number): Promise<string> {
  const onProgress = ({ step }: TrainingProgress): void => {
    if (step === at) throw new Stopped();
  };
  await expect(begin(name, { onProgress })).rejects.toThrow(Stopped);
  return join(base, name);
}

const weights = (folder: string): Promise<Buffer> => readFile(join(folder, "model.safetensors"));

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "neuroveil-train-"));
  pictures = join(base, "pictures");
  await mkdir(pictures);
  for (let seed = 0; seed < 3; seed++) {
    const { bytes } = await encodeImage(drawScene(seed, 48));
    await writeFile(join(pictures, `${seed}.png`), bytes);
  }
  whole = await begin("whole");
});
afterAll(() => rm(base, { recursive: true, force: true }));

test("a training leaves weights, a card, curves and its configuration", async () => {
  const { folder, card, curve } = whole;
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, name), "utf8"));
  expect(await read("card.json")).toEqual(card);
  expect(card).toMatchObject({
    recipe: "conv-autoencoder",
    seed: "test",
    threads: 1,
    settings,
    data: { name: pictures, training: 2, heldOut: 1 },
    machine: { node: process.version },
  });
  expect(card.bytes).toBe((await weights(folder)).length);
  expect(card.figures.map(({ id }) => id)).toContain("right-key-psnr");
  expect(card.figures.every(({ mean, low, high }) => low <= mean && mean <= high)).toBe(true);
  expect(await read("curves.json")).toEqual({ curve });
  expect(curve.map(({ step }) => step)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  expect(await read("config.json")).toMatchObject({ format: "neuroveil run 1", settings });
  const page = await readFile(join(folder, "curves.html"), "utf8");
  expect(page).toContain("network/loss");
});

test("losses fall", () => {
  const part = (from: number, to: number): number =>
    whole.curve
      .slice(from, to)
      .reduce((sum, { results }) => sum + results["network/loss"]! / (to - from), 0);
  expect(part(18, 24)).toBeLessThan(0.8 * part(0, 6));
});

test("the same seed gives the same weights, another seed others", async () => {
  const again = await begin("again");
  expect(again.card.sha256).toBe(whole.card.sha256);
  const other = await train({
    recipe: "conv-autoencoder",
    dataset: pictures,
    settings,
    seed: "another",
    threads: 1,
    output: join(base, "another"),
  });
  expect(other.card.sha256).not.toBe(whole.card.sha256);
});

// Before the first checkpoint, on one, after one, and after the last step.
test.each([3, 10, 17, 24])(
  "stopped in step %d and resumed, it ends with the same weights and curve",
  async (step) => {
    const folder = await stopped(`stopped-${step}`, step);
    const resumed = await resumeTraining(folder, { checkpointSteps: 7 });
    expect(resumed.card).toEqual({ ...whole.card });
    expect(resumed.curve).toEqual(whole.curve);
    expect(Buffer.compare(await weights(folder), await weights(whole.folder))).toBe(0);
    expect(resumed.sameMachine).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual([
      "card.json",
      "checkpoint.safetensors",
      "config.json",
      "curves.html",
      "curves.json",
      "model.safetensors",
    ]);
  },
);

describe("refuses", () => {
  let stoppedAt17: string;
  beforeAll(async () => {
    stoppedAt17 = await stopped("refusals", 17);
  });

  /** The stopped training with one file changed. */
  async function changed(file: string, change: (bytes: Buffer) => Uint8Array): Promise<string> {
    const folder = await mkdtemp(join(base, "changed-"));
    await cp(stoppedAt17, folder, { recursive: true });
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path)));
    return folder;
  }

  const truncated = (bytes: Buffer): Uint8Array => bytes.subarray(0, bytes.length - 5);
  const flipped =
    (at: (length: number) => number) =>
    (bytes: Buffer): Uint8Array => {
      bytes[at(bytes.length)]! ^= 1;
      return bytes;
    };
  test.each([
    ["truncated", truncated],
    ["empty", () => new Uint8Array()],
    ["altered in a weight", flipped((length) => length - 3)],
    [
      "altered in its step",
      (bytes: Buffer) =>
        Buffer.from(bytes.toString("latin1").replace('step\\":10', 'step\\":11'), "latin1"),
    ],
  ])("a checkpoint that is %s", async (_, change) => {
    const folder = await changed("checkpoint.safetensors", change);
    await expect(resumeTraining(folder)).rejects.toMatchObject({
      code: "weights",
      message: expect.stringMatching(/^expected an unaltered checkpoint in .*, got .+; /) as string,
    });
  });

  test("a folder without a training", async () => {
    await expect(resumeTraining(join(base, "nowhere"))).rejects.toMatchObject({ code: "input" });
  });

  test.each([
    ["truncated", truncated],
    ["no object", () => Buffer.from("null")],
    [
      "of another format",
      (bytes: Buffer) => Buffer.from(bytes.toString().replace("run 1", "run 9")),
    ],
    ["without a seed", (bytes: Buffer) => Buffer.from(bytes.toString().replace('"seed"', '"sed"'))],
    [
      "with text for a number",
      (bytes: Buffer) => Buffer.from(bytes.toString().replace(": 16", ': "16"')),
    ],
  ])("a configuration that is %s", async (_, change) => {
    const folder = await changed("config.json", change);
    await expect(resumeTraining(folder)).rejects.toMatchObject({ code: "broken" });
  });

  test("to begin where a training is", async () => {
    await expect(begin("whole")).rejects.toMatchObject({
      code: "output",
      message: expect.stringContaining("--resume") as string,
    });
  });

  // Under /proc nobody can make one, and Node's own recursive mkdir does not end.
  test.skipIf(!existsSync("/proc/self"))("a folder that cannot be made", async () => {
    await expect(begin("nobody's", { output: "/proc/neuroveil/run" })).rejects.toMatchObject({
      code: "output",
      message: expect.stringMatching(/^expected to make the folder .*, got .*; check /) as string,
    });
  });

  test("data that are missing, or others than at the beginning", async () => {
    const folder = await changed("config.json", (bytes) =>
      Buffer.from(bytes.toString().replace(pictures, `${pictures}-gone`)),
    );
    await expect(resumeTraining(folder)).rejects.toMatchObject({ code: "input" });
    const { bytes } = await encodeImage(drawScene(9, 48));
    const first = await readFile(join(pictures, "0.png"));
    try {
      await writeFile(join(pictures, "0.png"), bytes);
      await expect(resumeTraining(stoppedAt17)).rejects.toMatchObject({
        code: "input",
        message: expect.stringMatching(/got others in/) as string,
      });
    } finally {
      await writeFile(join(pictures, "0.png"), first);
    }
  });

  test("a device that this machine does not have, without leaving a folder", async (context) => {
    const attempt = begin("on-gpu", { device: "webgpu" });
    const refusal = await attempt.then(
      () => undefined,
      (error: unknown) => error,
    );
    // Nothing to see on a machine with a GPU.
    if (refusal === undefined) context.skip();
    expect(refusal).toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(/^expected .*, got .*; train on the CPU$/) as string,
    });
    expect(await readdir(base)).not.toContain("on-gpu");
  });

  test("settings that a recipe does not have, or out of range", () => {
    const recipe = recipeById("conv-autoencoder");
    expect(() => settingsOf(recipe, "full", { depth: 3 })).toThrow(/got depth; /);
    // @ts-expect-error with a recipe at hand, a misspelt setting does not compile
    expect(() => settingsOf(convAutoencoder, "full", { channel: 3 })).toThrow(/got channel; /);
    expect(() => settingsOf(recipe, "full", { layers: 2.5 })).toThrow(/whole number from 1 to 8/);
    expect(() => settingsOf(recipe, "full", { rate: Number.NaN })).toThrow(/number from 1e-7/);
    expect(() => recipeById("toString")).toThrow(/got toString; /);
  });
});
