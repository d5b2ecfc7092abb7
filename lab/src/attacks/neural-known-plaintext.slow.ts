import { ciphers } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { baselines } from "../baselines/index.ts";
import { seededRandom } from "../random/random.ts";
import { learnToDecrypt } from "./neural-known-plaintext.ts";
import { containerOracle } from "./oracle.ts";
import type { Setting } from "./attack.ts";

const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

async function gainOn(
  id: string,
  setting: Setting,
): Promise<{ value: number; low: number; high: number }> {
  const cipher = [...ciphers, ...baselines].find((each) => each.id === id)!;
  const random = seededRandom(11);
  const { gain } = await learnToDecrypt(containerOracle(cipher, setting, secret), { random });
  console.log(`${id}, ${setting}: ${gain.value} (${gain.low} to ${gain.high})`);
  return gain;
}

test.each(["xor-reused", "permutation-only", "hybrid-literal", "cnse", "aes-256-ctr"])(
  "%s under one nonce is learned from pairs",
  async (id) => {
    expect((await gainOn(id, "nonce-reused")).low).toBeGreaterThan(0.02);
  },
);

test.each(["aes-256-ctr", "aes-256-gcm", "hybrid", "conv-multi"])(
  "%s as used: pairs help no more than shuffled ones",
  async (id) => {
    const { low, high } = await gainOn(id, "as-used");
    expect(low <= 0 && high >= 0).toBe(true);
  },
);
