import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cipherById } from "../ciphers/index.ts";
import type { Raster } from "../ciphers/raster.ts";
import { sealTask } from "../gcm/gcm-tasks.ts";
import { Answers } from "./thread.ts";
import { askWorker, startWorkers, workersRunning } from "./workers.ts";

/** Every worker thread of this process, oldest first. */
const threads: Worker[] = [];
const remember = (thread: Worker): void => void threads.push(thread);
beforeAll(() => process.on("worker", remember));
afterAll(() => process.off("worker", remember));

const key = new Uint8Array(32);

/** Has a worker seal so many bytes. */
function seal(repeatable: boolean, bytes = room(16), count?: number): Promise<Uint8Array> {
  const chunk = { bytes, width: bytes.length, pitch: bytes.length };
  const input = { key, iv: new Uint8Array(12), additionalData: new Uint8Array(), chunk };
  return askWorker(sealTask, { make: () => ({ input }), repeatable }, count);
}

function room(bytes: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(bytes));
}

/** Ends all threads while they seal 64 MB: what came of it, when one was met at work. */
async function endedAtWork(repeatable: boolean): Promise<PromiseSettledResult<unknown>> {
  for (;;) {
    const bytes = room(1 << 26);
    let done = false;
    const work = seal(repeatable, bytes, 1).finally(() => (done = true));
    const outcome = Promise.allSettled([work]);
    while (bytes[0] === 0) await new Promise((resolve) => setImmediate(resolve));
    const ending = endAll();
    const wasAtWork = bytes.at(-1) === 0 && !done;
    await ending;
    const [settled] = await outcome;
    if (wasAtWork) return settled;
  }
}

async function endAll(): Promise<void> {
  await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
}

it("workers that died idle are replaced, also when nobody has heard of it yet", async () => {
  expect(await startWorkers(2)).toBe(2);
  const ending = endAll();
  await expect(seal(false)).resolves.toHaveLength(16);
  await ending;
  expect(workersRunning()).toBeLessThan(2);
  expect(await startWorkers(2)).toBe(2);
});

it("one that dies at work fails its request, and the next one finds another", async () => {
  expect(await endedAtWork(false)).toMatchObject({ reason: { code: "limit" } });
  await expect(seal(false)).resolves.toHaveLength(16);
});

it("what can be done again is, by another worker, but not for ever", async () => {
  expect(await endedAtWork(true)).toMatchObject({ value: expect.any(Uint8Array) });
  const killer = setInterval(() => void endAll(), 1);
  const deadly = seal(true, room(1 << 26));
  await expect(deadly).rejects.toMatchObject({ code: "limit" });
  clearInterval(killer);
  await expect(seal(false)).resolves.toHaveLength(16);
});

it("an image whose workers die is refused or right, and the next one is right", async () => {
  const cipher = cipherById("hybrid");
  const native = new Uint8Array(cipher.nativeKey.bytes).fill(5);
  const encrypt = async (): Promise<Uint8Array> => {
    const [width, height] = [2048, 1024];
    const data = new Uint8Array(new SharedArrayBuffer(width * height));
    const raster: Raster = { width, height, channels: 1, bytesPerSample: 1, data };
    await cipher.encrypt(raster, native);
    return data;
  };
  const right = await encrypt();
  for (let round = 0; round < 3; round++) {
    const ending = endAll();
    expect(Buffer.compare(await encrypt(), right)).toBe(0);
    await ending;
    const under = encrypt();
    await endAll();
    await under.then(
      (data) => expect(Buffer.compare(data, right)).toBe(0),
      (error: unknown) => expect(error).toMatchObject({ code: "limit" }),
    );
    expect(Buffer.compare(await encrypt(), right)).toBe(0);
  }
});

it("answers are given in order, and none after the worker's death", async () => {
  const answers = new Answers(() => 2);
  const [first, second, third] = [answers.next(), answers.next(), answers.next()];
  answers.reply({ output: true });
  await expect(first).resolves.toEqual({ output: true });
  answers.fail(new Error("out of memory"));
  await expect(second).rejects.toMatchObject({ name: "WorkerGone", begun: true });
  await expect(third).rejects.toMatchObject({ begun: false });
  await expect(answers.next()).rejects.toMatchObject({ begun: false });
});

it("a question that cannot be put takes no other's answer", async () => {
  const answers = new Answers();
  const put = (): void => {
    throw new DataCloneError();
  };
  class DataCloneError extends Error {}
  expect(() => answers.next(put)).toThrow(DataCloneError);
  const next = answers.next();
  answers.reply({ output: true });
  await expect(next).resolves.toEqual({ output: true });
});
