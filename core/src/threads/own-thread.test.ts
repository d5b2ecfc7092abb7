import { getEventListeners } from "node:events";
import type { Worker } from "node:worker_threads";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { cipherById, type Raster } from "../ciphers/index.ts";

/** Threads of this process that have not ended. */
const threads = new Set<Worker>();
const remember = (thread: Worker): void => {
  threads.add(thread);
  thread.once("exit", () => threads.delete(thread));
};
beforeAll(() => void process.on("worker", remember));
afterAll(() => void process.off("worker", remember));
beforeEach(() => expect(threads.size).toBe(0));

function raster(shared: boolean, side = 600): Raster {
  const bytes = 3 * side * side;
  const data = new Uint8Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  for (let i = 0; i < bytes; i++) data[i] = (i * i) >> 9;
  return { width: side, height: side, channels: 3, bytesPerSample: 1, data };
}

it.each(["cellular-discrete", "conv-multi"])(
  "%s gives the same on a thread of its own, which ends with the image",
  async (id) => {
    const cipher = cipherById(id);
    const key = new Uint8Array(cipher.nativeKey.bytes).fill(9);
    for (const shared of [true, false]) {
      const [here, there] = [raster(shared), raster(shared)];
      const keyVector = await cipher.encrypt(here, key, { threads: 1 });
      expect(threads.size).toBe(0);
      const [parts, rows] = [[] as number[], [] as number[][]];
      const working = cipher.encrypt(there, key, {
        onProgress: (part) => parts.push(part),
        onRows: (...range) => rows.push(range),
      });
      expect(await working).toEqual(keyVector);
      expect(Buffer.compare(there.data, here.data)).toBe(0);
      expect(parts.at(-1)).toBe(1);
      expect(rows).toEqual([[0, 600]]);
      expect(await cipher.decrypt(there, key, keyVector)).toEqual(keyVector);
      await cipher.decrypt(here, key, keyVector, { threads: 1 });
      expect(Buffer.compare(there.data, here.data)).toBe(0);
      expect(threads.size).toBe(0);
    }
  },
);

it("ends at once when it is told to, also before its turn, and leaves nothing behind", async () => {
  const cipher = cipherById("hopfield-weights");
  const key = new Uint8Array(cipher.nativeKey.bytes).fill(3);
  const controller = new AbortController();
  const { signal } = controller;
  // More than there are lanes for.
  const images = Array.from({ length: 24 }, () => cipher.encrypt(raster(true), key, { signal }));
  const ends = Promise.allSettled(images);
  await new Promise((resolve) => setTimeout(resolve, 100));
  controller.abort();
  for (const end of await ends)
    expect(end).toMatchObject({ status: "rejected", reason: { code: "aborted" } });
  expect(threads.size).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

it("passes on what the cipher refuses, and what becomes of its thread", async () => {
  const cipher = cipherById("conv-multi");
  const key = new Uint8Array(cipher.nativeKey.bytes);
  await expect(cipher.encrypt(raster(true), new Uint8Array(3))).rejects.toThrow(/"key" expected/);
  const dying = cipher.encrypt(raster(true, 2000), key);
  const outcome = expect(dying).rejects.toMatchObject({ code: "limit" });
  while (threads.size === 0) await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([...threads].map((thread) => thread.terminate()));
  await outcome;
  await cipher.encrypt(raster(true), key);
});
