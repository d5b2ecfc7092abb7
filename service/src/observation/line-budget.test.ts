import { expect, test } from "vitest";
import { ask, start } from "../testing.test.support.ts";
import { LineBudget } from "./line-budget.ts";

test("sixty lines a minute, and how many there were more", () => {
  const budget = new LineBudget();
  const taken = Array.from({ length: 100 }, () => budget.take(0));
  expect(taken.filter((each) => each === 0)).toHaveLength(60);
  expect(taken.slice(60)).toEqual(taken.slice(60).map(() => undefined));
  expect(budget.take(59_999)).toBeUndefined();
  expect(budget.take(60_000)).toBe(41);
  expect(budget.take(60_001)).toBe(0);
});

test("who has no token does not fill the log, whatever is asked; its holder's requests are all there", async () => {
  const { service, log } = await start();
  const anybody = { method: "GET", headers: { authorization: "" } };
  for (const path of ["/health/live", "/nothing", "/metrics"])
    for (let i = 0; i < 100; i++) await ask(service, path, anybody);
  expect(log.length).toBe(60);
  for (let i = 0; i < 100; i++) await ask(service, "/metrics", { method: "GET" });
  expect(log.length).toBe(160);
  const { status } = await ask(service, "/health/live", anybody);
  expect(status).toBe(200);
  await service.close();
});
