import { expect, it } from "vitest";
import { Answers } from "./thread.ts";
import { askWorker, startWorkers, workersRunning } from "./workers.ts";

const nothing = new Uint8Array(new SharedArrayBuffer(16));
const iv = new Uint8Array(12);
const additionalData = new Uint8Array();

it("a worker that dies fails its request alone, and another takes its place", async () => {
  expect(await startWorkers(2)).toBe(2);
  // A key of 3 bytes is no AES key: the worker throws outside of any request's care and dies.
  const deadly = askWorker({
    work: "gcm-seal",
    key: new Uint8Array(3),
    iv,
    additionalData,
    bytes: nothing,
  });
  await expect(deadly).rejects.toMatchObject({ code: "limit" });
  expect(workersRunning()).toBe(1);
  const key = new Uint8Array(32);
  const work = "gcm-seal" as const;
  await expect(
    askWorker({ work, key, iv, additionalData, bytes: nothing }),
  ).resolves.toHaveProperty("tag");
  expect(await startWorkers(2)).toBe(2);
});

it("answers are given in order, and none after the worker's death", async () => {
  const answers = new Answers();
  const [first, second] = [answers.next(), answers.next()];
  answers.reply({ fits: true });
  await expect(first).resolves.toEqual({ fits: true });
  answers.fail(new Error("out of memory"));
  await expect(second).rejects.toThrow("out of memory");
  await expect(answers.next()).rejects.toThrow("the worker is gone");
});
