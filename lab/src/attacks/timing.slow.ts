import { ciphers, type Cipher } from "neuroveil/ciphers";
import { expect, test } from "vitest";
import { baselines } from "../baselines/index.ts";
import { seededRandom } from "../random/random.ts";
import { randomKey } from "./random-key.ts";
import { timingDifference } from "./timing.ts";

const leak = 4.5;
const random = seededRandom(3);
const bytes = 1 << 14;
const noise = Uint8Array.from({ length: bytes }, () => random.below(256));

/** Ends at the first byte that differs, as a comparison of tags must not. */
function equalSoFar(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Looks at all bytes. */
function equalThroughout(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

const wrong = noise.map((byte, i) => (i === 8 ? byte ^ 1 : byte));
const others = [noise.slice(), wrong] as const;

test("a comparison that ends early shows where it ended", async () => {
  expect(
    Math.abs(await timingDifference((of) => equalSoFar(noise, others[of]), 2000)),
  ).toBeGreaterThan(20);
});

test("one that looks at all bytes shows nothing near as much", async () => {
  const t = await timingDifference((of) => equalThroughout(noise, others[of]), 2000);
  console.log(`a comparison of all bytes: t = ${t.toFixed(1)}`);
  expect(Math.abs(t)).toBeLessThan(20);
});

/** Black and noise under one key. JavaScript engines are noisy, so that nothing is demanded. */
async function timed(cipher: Cipher): Promise<number> {
  const key = randomKey(cipher, random);
  const images = [new Uint8Array(bytes), noise] as const;
  const raster = { width: 128, height: 128, channels: 1, bytesPerSample: 1 } as const;
  const encrypt = async (of: 0 | 1): Promise<void> => {
    await cipher.encrypt({ ...raster, data: images[of].slice() }, key, { threads: 1 });
  };
  return await timingDifference(encrypt, cipher.family === "chaotic" ? 200 : 1000);
}

test.each(["aes-256-ctr", "hybrid", "conv-multi", "cellular-discrete", "hopfield-weights"])(
  "%s: what black takes beside noise is reported",
  async (id) => {
    const t = await timed([...ciphers, ...baselines].find((each) => each.id === id)!);
    console.log(`${id}: t = ${t.toFixed(1)}${Math.abs(t) > leak ? ", a leak" : ""}`);
    expect(t).not.toBeNaN();
  },
);
