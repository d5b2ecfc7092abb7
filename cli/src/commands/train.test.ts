import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lines, runCli } from "../testing/run-cli.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

/** As small as a training can be; long enough to be stopped after its first checkpoint. */
const tiny = [
  "--glimpse",
  "--set",
  "steps=160,batch=2,side=16,layers=1,channels=2,measured=2",
  "--threads",
  "1",
];

interface Document {
  readonly folder: string;
  readonly card: { readonly sha256: string; readonly seed: string };
  readonly sameMachine: boolean;
}

let cwd: string;
let whole: Document;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "neuroveil-cli-"));
  const args = ["train", "conv-autoencoder", ...tiny, "--output", "whole", "--json"];
  const { code, stdout, stderr } = await runCli(args, { cwd });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  whole = JSON.parse(stdout) as Document;
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

test("trains into the folder it is told and prints one document", () => {
  expect(whole).toMatchObject({ folder: "whole", card: { seed: "1" }, sameMachine: true });
  for (const name of ["config.json", "curves.html", "curves.json", "model.safetensors"]) {
    expect(existsSync(join(cwd, "whole", name))).toBe(true);
  }
});

test.each(["SIGKILL", "SIGINT"] as const)(
  "a training that %s ended goes on to the same weights",
  async (signal) => {
    const checkpoint = join(cwd, signal, "checkpoint.safetensors");
    const endAfterCheckpoint = (child: ChildProcess): void => {
      const timer = setInterval(() => {
        if (existsSync(checkpoint)) child.kill(signal);
      }, 2);
      child.on("exit", () => clearInterval(timer));
    };
    const ended = await runCli(["train", "conv-autoencoder", ...tiny, "--output", signal], {
      cwd,
      onStart: endAfterCheckpoint,
    });
    expect(ended.signal).toBe(signal);
    const advice = `neuroveil: stopped; \`neuroveil train --resume ${signal}\` goes on from the last checkpoint`;
    expect(lines(ended.stderr)).toEqual(signal === "SIGINT" ? [advice] : []);
    expect(existsSync(join(cwd, signal, "model.safetensors"))).toBe(false);
    const resumed = await runCli(["train", "--resume", signal, "--json"], { cwd });
    expect(resumed.code).toBe(0);
    const { card } = JSON.parse(resumed.stdout) as Document;
    expect(card.sha256).toBe(whole.card.sha256);
  },
);

describe("says in one line what is wrong", () => {
  test.each([
    [["train"], 2, /expected what to train/],
    [["train", "hybrid-literal"], 2, /got hybrid-literal/],
    [["train", "conv-autoencoder", "--set", "depth=3"], 2, /got depth/],
    [["train", "conv-autoencoder", "--set", "depth"], 2, /NAME=NUMBER/],
    [["train", "conv-autoencoder", "--threads", "0"], 2, /from 1 to 256/],
    [["train", "conv-autoencoder", "--resume", "x", "--quick"], 2, /--quick/],
    [["train", "conv-autoencoder", "--device", "tpu"], 2, /cpu, webgpu/],
    [["train", "conv-autoencoder", "--dataset", "nowhere"], 1, /nowhere/],
    [["train", "--resume", "nowhere"], 1, /expected a training in nowhere/],
  ] as const)("%j", async (args, exitCode, message) => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await runCli(args, { cwd: folder });
    expect(code).toBe(exitCode);
    expect(stdout).toBe("");
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, "train-conv-autoencoder"))).toBe(false);
  });
});
