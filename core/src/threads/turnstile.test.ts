import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { Turnstile } from "./turnstile.ts";

/** Who got in, in order. */
function enterAll(
  turnstile: Turnstile,
  weights: readonly number[],
): { readonly inside: number[]; readonly leave: ((() => void) | undefined)[] } {
  const inside: number[] = [];
  const leave: ((() => void) | undefined)[] = [];
  for (const [i, weight] of weights.entries()) {
    const enter = async (): Promise<void> => {
      const left = await turnstile.enter(weight);
      inside.push(i);
      leave[i] = left;
    };
    void enter();
  }
  return { inside, leave };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("lets in what there is room for, in order", async () => {
  const { inside, leave } = enterAll(new Turnstile(10), [6, 4, 8, 1, 1]);
  await settled();
  expect(inside).toEqual([0, 1]);
  leave[1]!();
  await settled();
  // Nobody small overtakes who was there before.
  expect(inside).toEqual([0, 1]);
  leave[0]!();
  leave[0]!();
  await settled();
  expect(inside).toEqual([0, 1, 2, 3, 4]);
});

it("what is larger than the room goes alone", async () => {
  const { inside, leave } = enterAll(new Turnstile(10), [50, 1, 50]);
  await settled();
  expect(inside).toEqual([0]);
  leave[0]!();
  await settled();
  expect(inside).toEqual([0, 1]);
  leave[1]!();
  await settled();
  expect(inside).toEqual([0, 1, 2]);
});

it("who gives up makes room for those behind", async () => {
  const turnstile = new Turnstile(10);
  const controller = new AbortController();
  const leave = await turnstile.enter(5);
  const waiting = turnstile.enter(9, controller.signal);
  const { inside } = enterAll(turnstile, [5]);
  await settled();
  expect(inside).toEqual([]);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  await settled();
  expect(inside).toEqual([0]);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  await expect(turnstile.enter(1, controller.signal)).rejects.toMatchObject({ code: "aborted" });
  leave();
});
