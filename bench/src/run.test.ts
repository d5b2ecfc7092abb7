import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import type { BenchResult } from "./result.ts";
import { runBench } from "./run.ts";

test("a quick run measures every contender once, on one thread and on all", async () => {
  const seen: BenchResult[] = [];
  const { machine, results, endToEnd } = await runBench({
    quick: true,
    onResult: (row) => seen.push(row),
  });
  expect(seen).toEqual(results);
  expect(endToEnd).toBeUndefined();
  const all = availableParallelism();
  expect(results.map(({ id, threads }) => [id, threads])).toEqual([
    ["hybrid", 1],
    ["aes-256-gcm", 1],
    ["aes-256-gcm-parts", 1],
    ["noble-aes-256-gcm", 1],
    ["noble-xchacha20-poly1305", 1],
    ["3des", 1],
    ...(all > 1
      ? [
          ["hybrid", all],
          ["aes-256-gcm-parts", all],
        ]
      : []),
  ]);
  for (const row of results) {
    expect(row.bytes).toBe(786_432);
    expect(row.beside.map(({ id, threads }) => [id, threads])).toEqual(
      row.threads === 1
        ? [
            ["aes-256-gcm", 1],
            ["aes-256-gcm-parts", 1],
          ]
        : [["aes-256-gcm-parts", row.threads]],
    );
    for (const way of ["encrypt", "decrypt"] as const) {
      expect(row[way].mbs).toBeGreaterThan(1);
      expect(row[way].processors).toBeGreaterThan(0);
      for (const { ratio } of row.beside) {
        expect(ratio[way].quartiles[0]).toBeLessThanOrEqual(ratio[way].median);
        expect(ratio[way].quartiles[1]).toBeGreaterThanOrEqual(ratio[way].median);
      }
    }
  }
  expect(machine.node).toBe(process.version);
  expect(machine.loadBefore).toHaveLength(3);
  const toAes = (id: string): number =>
    results.find((row) => row.id === id)!.beside[0]!.ratio.encrypt.median;
  expect(toAes("3des")).toBeLessThan(toAes("hybrid"));
});

test("a run can be stopped", async () => {
  await expect(runBench({ quick: true, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "aborted",
  });
});
