import { createCipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { binomialTails } from "../statistics/binomial.ts";
import { compareCiphers } from "./comparison.ts";
import type { Measurement, Outcome } from "./measure.ts";
import { summarise } from "./summary.ts";

const cipher = { id: "some", status: "cipher" } as const;
const about = { dataset: "d", images: [], keys: 1, seed: "s", positions: 16, version: "0" };

/** Uniform numbers between 0 and 1, the same for the same seed. */
function uniform(seed: number): () => number {
  const key = Buffer.alloc(32, seed & 255);
  key.writeInt32BE(seed);
  const stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  return () => (stream.update(Buffer.alloc(4)).readUInt32BE() + 0.5) / 2 ** 32;
}

const ids = ["entropy", "chi-square", "correlation-vertical", "npcr-max"];

/** What jobs of an ideal cipher find: p-values spread evenly, unless `bend` changes them. */
function jobs(
  seed: number,
  count: number,
  bend = (p: number, _id: string): number => p,
): Measurement[] {
  const next = uniform(seed);
  return Array.from({ length: count }, () => ({
    seconds: null,
    outcomes: ids.map((id): Outcome => {
      const p = bend(next(), id);
      const value = next() < 0.5 ? -1 : 1;
      return { id, value, expected: 0, p, verdict: p < 0.001 / ids.length ? "fail" : "pass" };
    }),
  }));
}

test("an ideal cipher fails at its level and not more, and does not differ from another", () => {
  let [failed, differs] = [0, 0];
  const trials = 400;
  for (let seed = 0; seed < trials; seed++) {
    if (summarise(cipher, jobs(seed, 25), 0.05).verdict === "fail") failed++;
    const { ciphers } = compareCiphers(about, [
      { cipher, measurements: jobs(seed, 25) },
      { cipher: { id: "aes-256-ctr", status: "baseline" }, measurements: jobs(-1 - seed, 25) },
    ]);
    if (ciphers[0]!.difference!.adjusted < 0.05) differs++;
  }
  for (const count of [failed, differs])
    expect(binomialTails(count, trials, 0.05).upper, `${count}`).toBeGreaterThan(1e-4);
  // Holm's rule over independent tests is nearly exact; Fisher's test is not, and rejects less.
  expect(binomialTails(failed, trials, 0.05).lower, `${failed}`).toBeGreaterThan(1e-4);
});

test("what passes every time and always in the same way fails the fit", () => {
  const { metrics, passed, verdict } = summarise(
    cipher,
    jobs(1, 40, (p, id) => (id === "entropy" ? 0.4 + 0.2 * p : p)),
    0.001,
  );
  expect(passed).toMatchObject({ count: 40, n: 40, high: 1 });
  expect(passed.low).toBeCloseTo(0.9119, 4);
  expect(verdict).toBe("fail");
  expect(metrics.filter((metric) => metric.verdict === "fail").map(({ id }) => id)).toEqual([
    "entropy",
  ]);
  expect(metrics[0]!.fit!.p).toBeLessThan(1e-5);
});

test("one hopeless job of many fails the family, and its metric by name", () => {
  const measurements = jobs(2, 40);
  const [first, ...rest] = measurements[7]!.outcomes;
  measurements[7] = { seconds: null, outcomes: [{ ...first!, p: 1e-9, verdict: "fail" }, ...rest] };
  const summary = summarise(cipher, measurements, 0.001);
  expect(summary).toMatchObject({ rejected: 1, verdict: "fail", passed: { count: 39, n: 40 } });
  expect(summary.metrics[0]).toMatchObject({ id: "entropy", verdict: "fail" });
});

test("bounds over many pairs are judged, and have neither rate nor fit", () => {
  const bound: Outcome = { id: "npcr-min", value: 1, expected: 1, p: 1, verdict: "pass" };
  const summary = summarise(cipher, [{ seconds: 1, outcomes: [bound] }], 0.001);
  expect(summary.metrics[0]).toEqual({
    id: "npcr-min",
    passed: expect.objectContaining({ count: 1, n: 1 }),
    adjusted: 1,
    verdict: "pass",
  });
});

test("what fails under a repeated nonce alone passes as it is meant to be used", () => {
  const outcome = { value: 0, expected: 1 } as const;
  const bad = { ...outcome, p: 1e-9, verdict: "fail" } as const;
  const good = { ...outcome, p: 0.4, verdict: "pass" } as const;
  const of = (outcomes: readonly Outcome[]): unknown => {
    const { verdict, asUsed } = summarise(cipher, [{ seconds: null, outcomes }], 0.001);
    return [verdict, asUsed];
  };
  expect(
    of([
      { id: "npcr-min", ...bad },
      { id: "npcr-min-as-used", ...good },
    ]),
  ).toEqual(["fail", "pass"]);
  expect(
    of([
      { id: "npcr-min", ...good },
      { id: "npcr-min-as-used", ...bad },
    ]),
  ).toEqual(["fail", "fail"]);
});

test("channels count by themselves only where there is no value over all of them", () => {
  const outcome = { value: 1, expected: 0, p: 0.3, verdict: "pass" } as const;
  const outcomes: Outcome[] = [
    { id: "entropy", ...outcome },
    ...[0, 1, 2].flatMap((channel) => [
      { id: "entropy", channel, ...outcome },
      { id: "correlation-vertical", channel, ...outcome },
    ]),
  ];
  const { metrics, tests } = summarise(cipher, [{ seconds: null, outcomes }], 0.001);
  expect(metrics.map(({ id, rejected }) => [id, rejected!.n])).toEqual([
    ["entropy", 1],
    ["correlation-vertical", 3],
  ]);
  expect(tests).toBe(outcomes.length + 4);
});

test("a cipher that is rejected more often, or scores otherwise, differs from AES", () => {
  const aes = {
    cipher: { id: "aes-256-ctr", status: "baseline" } as const,
    measurements: jobs(5, 60),
  };
  const often = jobs(6, 60, (p, id) => (id === "chi-square" ? p * p * p * p : p));
  const never = jobs(7, 60, (p, id) => (id === "entropy" ? 0.5 + p / 2 : p));
  const bounds = jobs(8, 60, (p, id) => (id === "npcr-max" ? p / 1e9 : p));
  const found = [often, never, bounds].map((measurements) => {
    const { difference } = compareCiphers(about, [{ cipher, measurements }, aes]).ciphers[0]!;
    return difference!.metrics.filter(({ differs }) => differs).map(({ id }) => id);
  });
  // How related images differ is no image metric: AES under a repeated nonce fails there.
  expect(found).toEqual([["chi-square"], ["entropy"], []]);
});

test("pairs are enough just when complete separation is told from AES", () => {
  const all = (count: number, p: number): Measurement[] => jobs(9, count, () => p);
  const found = Array.from({ length: 14 }, (_, i) => {
    const count = i + 1;
    const { difference } = compareCiphers(about, [
      { cipher, measurements: all(count, 1e-9) },
      { cipher: { id: "aes-256-ctr", status: "baseline" }, measurements: all(count, 0.5) },
    ]).ciphers[0]!;
    expect(difference!.differs, `${count} pairs`).toBe(difference!.enough);
    return difference!.enough;
  });
  expect(found.indexOf(true)).toBe(8);
  expect(found.lastIndexOf(false)).toBe(7);
});

test("values that do not exist and hopeless p-values are summarised", () => {
  const outcome: Outcome = { id: "entropy", value: null, p: 0, verdict: "fail" };
  const [metric] = summarise(cipher, [{ seconds: null, outcomes: [outcome] }], 0.001).metrics;
  expect(metric).toMatchObject({ verdict: "fail", adjusted: 0 });
  expect(metric!.meanScore!.value).toBeGreaterThan(30);
});
