import { expect, test } from "vitest";
import { Gate } from "./gate.ts";

const { signal } = new AbortController();

test("so many go in, so many wait in order, and the rest are refused", async () => {
  const gate = new Gate("images", 1, 2);
  const order: string[] = [];
  const leave = await gate.enter(signal);
  const [a, b] = ["a", "b"].map(async (name) => {
    const exit = await gate.enter(signal);
    order.push(name);
    exit();
  });
  expect({ inside: gate.inside, waiting: gate.waiting }).toEqual({ inside: 1, waiting: 2 });
  await expect(gate.enter(signal)).rejects.toMatchObject({
    code: "busy",
    headers: { "retry-after": "2" },
  });
  leave();
  // A second time is nothing: no place is made by it.
  leave();
  await Promise.all([a, b]);
  expect(order).toEqual(["a", "b"]);
  expect({ inside: gate.inside, waiting: gate.waiting }).toEqual({ inside: 0, waiting: 0 });
});

test("who gives up makes room for others, and gets no place", async () => {
  const gate = new Gate("images", 1, 1);
  const leave = await gate.enter(signal);
  const stop = new AbortController();
  const waiting = gate.enter(stop.signal);
  stop.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  const next = gate.enter(signal);
  leave();
  (await next)();
  expect(gate.inside).toBe(0);
  await expect(gate.enter(stop.signal)).rejects.toThrow("gone");
});
