import { expect, test } from "vitest";
import { eventLoop } from "./event-loop.ts";

test("a block of the event loop is seen, and a task that waits for a thread does not block", async () => {
  const tasks = ["one that blocks for 200 ms", "passphrase"];
  const [blocked, free] = await eventLoop(new Uint8Array(10), { tasks, runs: 1 });
  expect(blocked).toMatchObject({ id: tasks[0], runs: 1 });
  expect(blocked!.longestMs).toBeGreaterThan(150);
  expect(free!.seconds).toBeGreaterThan(0);
  expect(free!.longestMs).toBeLessThan(1000 * free!.seconds);
});
