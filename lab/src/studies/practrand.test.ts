import { expect, test } from "vitest";
import { counterStates, oneState } from "./mask-sources.ts";
import { failed, readPractrand } from "./practrand.ts";

const fine = `RNG_test using PractRand version 0.95
RNG = RNG_stdin8, seed = unknown
test set = core, folding = standard (8 bit)

rng=RNG_stdin8, seed=unknown
length= 32 megabytes (2^25 bytes), time= 0.4 seconds
  no anomalies in 90 test result(s)

rng=RNG_stdin8, seed=unknown
length= 64 megabytes (2^26 bytes), time= 1.7 seconds
  no anomalies in 101 test result(s)
`;

const odd = `
length= 128 megabytes (2^27 bytes), time= 2.4 seconds
  Test Name                         Raw       Processed     Evaluation
  [Low1/8]BCFN(2+1,13-6,T)          R=  -7.3  p =1-2.1e-3   unusual          
  [Low4/32]Gap-16:B                 R>+99999  p = 0           FAIL !!!!!!!!  
  BRank(12):256(2)                  R= +7644  p~=  3e-2302    FAIL !!!!!!!!  
  ...and 117 test result(s) without anomalies
`;

test("the last part of the output counts", () => {
  expect(readPractrand(fine)).toEqual({ bytes: 2 ** 26, results: 101, anomalies: [] });
  expect(failed(readPractrand(fine))).toBe(false);
});

test("what is remarkable is read, and a failure is one", () => {
  const result = readPractrand(fine + odd);
  expect(result).toEqual({
    bytes: 2 ** 27,
    results: 120,
    anomalies: [
      { test: "[Low1/8]BCFN(2+1,13-6,T)", evaluation: "unusual" },
      { test: "[Low4/32]Gap-16:B", evaluation: "FAIL !!!!!!!!" },
      { test: "BRank(12):256(2)", evaluation: "FAIL !!!!!!!!" },
    ],
  });
  expect(failed(result)).toBe(true);
  expect(failed({ ...result, anomalies: result.anomalies.slice(0, 1) })).toBe(false);
});

test("an output without results is refused", () => {
  expect(() => readPractrand("RNG_test using PractRand version 0.95\n")).toThrow("no results");
});

test.each([counterStates(1), oneState(1)])("masks are given piece by piece", async (source) => {
  const parts: Uint8Array[] = [];
  for await (const part of source(1024)) parts.push(part);
  const bytes = Buffer.concat(parts);
  expect(bytes.length).toBeGreaterThanOrEqual(1024);
  const lines = new Set(
    Array.from({ length: 16 }, (_, i) => bytes.toString("hex", 64 * i, 64 * i + 64)),
  );
  expect(lines.size).toBe(16);
});
