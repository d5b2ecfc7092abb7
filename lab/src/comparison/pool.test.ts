import type { Cipher } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { analyzeCipher } from "../analysis/analyze-cipher.ts";
import { drawScene } from "../datasets/scene.ts";
import { metricById } from "../metrics/list.ts";
import { photographOf } from "../studies/photographs.ts";
import { weakCiphers } from "../weak/list.ts";
import { soundCipher } from "../weak/weak-cipher.ts";
import { measure, type Measurement } from "./measure.ts";
import { summarise, type CipherSummary } from "./summary.ts";

const pictures = 40;

/** What a comparison says over pictures of 28 × 28 pixels, and how many of them alone. */
async function pooled(cipher: Cipher): Promise<{ readonly alone: number; pool: CipherSummary }> {
  const measurements: Measurement[] = [];
  for (let i = 0; i < pictures; i++) {
    const picture = photographOf(drawScene(i, 56), 28, 1);
    const secret = Uint8Array.of(28, i);
    measurements.push(await measure(cipher, picture, { secret, positions: 16, threads: 1 }));
  }
  const alone = measurements.filter(({ outcomes }) =>
    outcomes.some(({ verdict }) => verdict === "fail"),
  );
  return { alone: alone.length, pool: summarise(cipher, measurements, 0.001) };
}

test("many small pictures see a bias that each is too small for", async () => {
  const { cipher } = weakCiphers.find(
    ({ cipher: { id } }) => id === "last-channel-low-bit-51-percent",
  )!;
  const { alone, pool } = await pooled(cipher);
  expect(alone).toBeLessThan(pictures / 2);
  expect(pool.metrics.find(({ id }) => id === "bit-planes")).toMatchObject({ verdict: "fail" });
});

test("they find nothing in a sound cipher", async () => {
  const { alone, pool } = await pooled(soundCipher);
  expect([alone, pool.verdict]).toEqual([0, "pass"]);
  const planes = pool.metrics.find(({ id }) => id === "bit-planes")!;
  expect(planes.meanScore!.p).toBeGreaterThan(1e-3);
});

test("metrics that are judged together say whether they count both sides", async () => {
  const key = new Uint8Array(soundCipher.nativeKey.bytes);
  const picture = photographOf(drawScene(0, 128), 64, 3);
  const { metrics } = await analyzeCipher(soundCipher, picture, { key, positions: 16 });
  const even = metrics.filter(({ id, p }) => p !== undefined && metricById(id)!.even);
  expect(even.length).toBeGreaterThan(20);
  for (const { id, low, high } of even) {
    expect(high, id).toBeDefined();
    expect(low === undefined, id).toBe(metricById(id)!.upper);
  }
});
