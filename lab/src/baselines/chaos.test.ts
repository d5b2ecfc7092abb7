import { RungeKutta, stateByte } from "neuroveil/internal/chaos";
import type { Cipher } from "neuroveil/ciphers";
import { describe, expect, it, test } from "vitest";
import { npcr } from "../metrics/npcr.ts";
import { uaci } from "../metrics/uaci.ts";
import { henon } from "./henon.ts";
import { hyperChenField, hyperchaos } from "./hyperchaos.ts";
import { logistic, logisticMap } from "./logistic.ts";
import { lorenz, lorenzField } from "./lorenz.ts";

// REFERENCE 1g; exponents and cycles are tested with the dynamics.
test("the logistic map's weak starts at r = 4", () => {
  for (const start of [0, 0.5, 1]) expect(logisticMap(4, logisticMap(4, start))).toBe(0);
  for (const start of [0.25, 0.75]) expect(logisticMap(4, start)).toBe(0.75);
});

/** Largest distance from 0.254 of P(|k-th difference mod 256| <= 32), for k from 1 to 12. */
function differenceDistance(bytes: readonly number[]): number {
  let differences = [...bytes];
  let distance = 0;
  for (let k = 1; k <= 12; k++) {
    differences = differences.slice(1).map((byte, i) => (byte - differences[i]!) & 255);
    const near = differences.filter((byte) => byte <= 32 || byte >= 224).length;
    distance = Math.max(distance, Math.abs(near / differences.length - 65 / 256));
  }
  return distance;
}

describe("finite differences of the bytes", () => {
  const samples = 20_000;
  // Twelve differences, up to four coordinates: 5 standard deviations.
  const limit = 5 * Math.sqrt((65 / 256) * (191 / 256) * (1 / samples));

  it.each([
    [logistic, 1],
    [henon, 1],
    [lorenz, 3],
  ] as const)("do not show in the mask of $id", async (cipher: Cipher, coordinates: number) => {
    const data = new Uint8Array(samples * coordinates);
    const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => 89 * i + 31);
    await cipher.encrypt(
      { width: data.length, height: 1, channels: 1, bytesPerSample: 1, data },
      key,
    );
    for (let c = 0; c < coordinates; c++) {
      const bytes = [...data].filter((_, i) => i % coordinates === c);
      expect(differenceDistance(bytes)).toBeLessThan(limit);
    }
  });

  it.each([
    ["Lorenz", lorenzField, 0.005, 5],
    ["hyperchaotic Chen", hyperChenField, 0.002, 5],
  ] as const)("show in the %s flow at a byte a small step, not at ours", (_, field, h, steps) => {
    const sampled = (h: number, steps: number): number[][] => {
      const start = field === lorenzField ? [3, 4, 20] : [3, 4, 20, 5];
      const flow = new RungeKutta(field, Float64Array.from(start), h);
      flow.advance(100 / h);
      const rows = Array.from({ length: samples }, () => {
        flow.advance(steps);
        return Array.from(flow.state, stateByte);
      });
      return start.map((_, c) => rows.map((row) => row[c]!));
    };
    for (const bytes of sampled(0.001, 1)) expect(differenceDistance(bytes)).toBeGreaterThan(0.3);
    for (const bytes of sampled(h, steps)) expect(differenceDistance(bytes)).toBeLessThan(limit);
  });
});

test("hyperchaos: one changed sample anywhere changes the whole cipher image as it should", async () => {
  const [width, height] = [64, 64];
  const shape = { width, height, channels: 1, bytesPerSample: 1 } as const;
  const key = Uint8Array.from({ length: hyperchaos.nativeKey.bytes }, (_, i) => 7 * i + 1);
  const encrypted = async (changed?: number): Promise<Uint8Array> => {
    const data = new Uint8Array(width * height);
    if (changed !== undefined) data[changed]! ^= 1;
    await hyperchaos.encrypt({ ...shape, data }, key);
    return data;
  };
  const image = (data: Uint8Array) =>
    ({ width, height, channels: 1, bits: 8, colour: "gray", metadata: {}, data }) as const;
  const before = image(await encrypted());
  for (const position of [0, 63, 2048, 4095]) {
    const after = image(await encrypted(position));
    expect(Math.abs(npcr(before, after)[0]!.z)).toBeLessThan(4);
    expect(Math.abs(uaci(before, after)[0]!.z)).toBeLessThan(4);
  }
});

// Computed once more by a program of its own, in Python.
test("cipher bytes of images of zeros", async () => {
  const found: Record<string, string> = {};
  for (const cipher of [logistic, henon, lorenz, hyperchaos]) {
    const data = new Uint8Array(4096);
    const key = Uint8Array.from({ length: cipher.nativeKey.bytes }, (_, i) => i + 1);
    await cipher.encrypt({ width: 64, height: 64, channels: 1, bytesPerSample: 1, data }, key);
    found[cipher.id] = Buffer.from(data.subarray(-8)).toString("hex");
  }
  expect(found).toEqual({
    logistic: "c9c2f9480798cff9",
    henon: "cc0d42a3858e5e13",
    lorenz: "b4bfd18adc342791",
    hyperchaos: "163bcb7fb1c983e5",
  });
});
