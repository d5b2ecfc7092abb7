import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import type { BenchResult } from "./result.ts";
import { runBench } from "./run.ts";

test("a quick run measures every contender once, on one thread and on all", async () => {
  const seen: BenchResult[] = [];
  const { results, endToEnd } = await runBench({ quick: true, onResult: (row) => seen.push(row) });
  expect(seen).toEqual(results);
  expect(endToEnd).toBeUndefined();
  const all = availableParallelism();
  expect(results.map(({ id, threads }) => [id, threads])).toEqual([
    ["hybrid", 1],
    ["aes-256-gcm", 1],
    ["aes-256-gcm-recycled", 1],
    ["noble-aes-256-gcm", 1],
    ["noble-xchacha20-poly1305", 1],
    ["3des", 1],
    ...(all > 1
      ? [
          ["hybrid", all],
          ["aes-256-gcm", all],
        ]
      : []),
  ]);
  for (const row of results) {
    expect(row.bytes).toBe(786_432);
    expect(row.encryptMBs).toBeGreaterThan(1);
    expect(row.decryptMBs).toBeGreaterThan(1);
    expect(row.ratioQuartiles[0]).toBeLessThanOrEqual(row.ratioToAes);
    expect(row.ratioQuartiles[1]).toBeGreaterThanOrEqual(row.ratioToAes);
  }
  const ratio = (id: string): number => results.find((row) => row.id === id)!.ratioToAes;
  expect(ratio("3des")).toBeLessThan(ratio("hybrid"));
});

test("a run can be stopped", async () => {
  await expect(runBench({ quick: true, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "aborted",
  });
});
