import { expect, test } from "vitest";
import { JobQueue } from "./job-queue.ts";

test("runs a few jobs at a time, in order, and waits for all", async () => {
  const queue = new JobQueue(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  for (let i = 0; i < 20; i++) {
    queue.add(async () => {
      started.push(i);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
    });
  }
  await queue.drain();
  expect(started).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect([most, running]).toEqual([3, 0]);
});

test("rejects with the first failure, after what is running, and starts no more", async () => {
  const queue = new JobQueue(2);
  const ended: string[] = [];
  const job = (name: string, error?: Error) => async () => {
    await new Promise((resolve) => setTimeout(resolve, error ? 1 : 5));
    ended.push(name);
    if (error) throw error;
  };
  queue.add(job("fails", new Error("first")));
  queue.add(job("slow"));
  queue.add(job("never"));
  await expect(queue.drain()).rejects.toThrow("first");
  expect(ended).toEqual(["fails", "slow"]);
});

test("an empty queue is drained at once", async () => {
  await expect(new JobQueue().drain()).resolves.toBeUndefined();
});
