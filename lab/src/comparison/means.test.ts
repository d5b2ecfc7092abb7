import { cipherById } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { meansOf } from "./means.ts";
import { measure, type Measurement } from "./measure.ts";
import { metricTable, paperTables } from "./paper-tables.ts";
import { drawScene } from "../datasets/scene.ts";
import { csvTable } from "../report/csv.ts";

const job = (entropy: number, channels: readonly number[]): Measurement => ({
  seconds: entropy / 1000,
  decryptionSeconds: null,
  outcomes: [
    { id: "entropy", value: entropy, expected: 8, p: 0.5, verdict: "pass" },
    ...channels.map((value, channel) => ({
      id: "correlation-vertical",
      channel,
      value,
      p: 0.5,
      verdict: "pass" as const,
    })),
  ],
  figures: [{ id: "decryption-psnr", value: null }],
});

test("means over jobs, Student's interval, channels by themselves and together", () => {
  const means = meansOf([job(1, [0, 0.2]), job(2, [0.1, 0.3]), job(3, [0.2, 0.4])]);
  const of = (id: string, channel?: number) =>
    means.find((mean) => mean.id === id && mean.channel === channel)!;
  // t(2, 0.975) = 4.302653 and sd 1: half-width 4.302653 / sqrt(3).
  expect(of("entropy")).toMatchObject({ value: 2, n: 3, expected: 8 });
  expect(of("entropy").high! - 2).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  expect(of("correlation-vertical", 1).value).toBeCloseTo(0.3, 12);
  expect(of("correlation-vertical").value).toBeCloseTo(0.2, 12);
  expect(of("decryption-psnr")).toEqual({
    id: "decryption-psnr",
    value: null,
    low: null,
    high: null,
    n: 3,
    infinite: 3,
  });
  expect(of("encryption-seconds").value).toBeCloseTo(0.002, 12);
  expect(of("decryption-seconds")).toBeUndefined();
});

test("one job has no interval, and tables say so", () => {
  const means = [{ cipher: "a", set: "s", metrics: meansOf([job(7.5, [0.25])]) }];
  const [histogram] = paperTables(means);
  expect(histogram!.rows).toEqual([
    ["a", { value: 7.5, low: -Infinity, high: Infinity, n: 1 }, undefined, undefined, "1"],
  ]);
  expect(csvTable(metricTable(means))).toContain("a,s,entropy,,Entropy (bit),8,7.5,-inf,inf,1\n");
});

test("a job of a real cipher has what papers print, from its own decryption too", async () => {
  const secret = Uint8Array.of(1);
  const found = await measure(cipherById("conv-autoencoder"), drawScene(0, 32), {
    secret,
    positions: 16,
    threads: 1,
  });
  const means = meansOf([found]);
  const of = (id: string): number => means.find((mean) => mean.id === id)!.value!;
  // A lossy cipher: neither perfect nor noise.
  expect(of("decryption-psnr")).toBeGreaterThan(12);
  expect(of("decryption-psnr")).toBeLessThan(60);
  expect(of("decryption-ssim")).toBeGreaterThan(0.5);
  expect(of("decryption-seconds")).toBeGreaterThan(0);
});
