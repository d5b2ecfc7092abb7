import type { Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { expect, test } from "vitest";
import { baselines } from "../baselines/list.ts";
import { idealImages, next } from "../ideal-images.ts";
import { binomialTails } from "../statistics/binomial.ts";
import { analyzeCipher } from "./analyze-cipher.ts";

const trials = 1000;
const shape = { width: 96, height: 64, channels: 3 };
const images = idealImages(2027, shape);

/** Encrypts and decrypts to a fresh ideal image every time. */
const replace = ({ data }: { readonly data: Uint8Array }): Promise<Uint8Array> => {
  data.set(next(images).data);
  return Promise.resolve(new Uint8Array());
};
const ideal: Cipher = {
  ...baselines.find(({ id }) => id === "aes-256-ctr")!,
  id: "ideal",
  encrypt: replace,
  decrypt: replace,
};

function picture(): Image {
  const { width, height, channels } = shape;
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const at = Math.floor(i / channels);
    return 128 + 70 * Math.sin((at % width) / 11) + 50 * Math.cos(at / width / 7);
  });
  return { ...shape, bits: 8, colour: "rgb", data, metadata: {} };
}

test("over 1,000 ideal ciphers no test, and not the family, is refused more often than it says", async () => {
  const key = new Uint8Array(ideal.nativeKey.bytes);
  const levels = [0.05, 0.01, 0.001] as const;
  const refused = new Map<string, number[]>();
  const failed = [0, 0];
  for (let trial = 0; trial < trials; trial++) {
    const { metrics } = await analyzeCipher(ideal, picture(), { key, positions: 16 });
    const judged = metrics.filter(({ verdict }) => verdict !== "info");
    for (const { id, channel = "all", p } of judged) {
      const counts = refused.get(`${id} ${channel}`) ?? [0, 0, 0];
      for (const [i, level] of levels.entries()) if (p! < level) counts[i]!++;
      refused.set(`${id} ${channel}`, counts);
    }
    for (const [i, alpha] of [0.001, 0.05].entries())
      if (judged.some(({ adjusted }) => adjusted! < alpha)) failed[i]!++;
  }
  expect(refused.size).toBeGreaterThan(90);
  for (const [name, counts] of refused)
    for (const [i, level] of levels.entries()) {
      // Some 100 tests at three levels: one in 10^5 each leaves one chance in three hundred.
      const { upper } = binomialTails(counts[i]!, trials, level);
      expect(upper, `${name}: ${counts[i]} at ${level}`).toBeGreaterThan(1e-5);
    }
  console.log(`families refused: ${failed[0]} at 0.001, ${failed[1]} at 0.05, of ${trials}`);
  expect(binomialTails(failed[0]!, trials, 0.001).upper).toBeGreaterThan(1e-3);
  expect(binomialTails(failed[1]!, trials, 0.05).upper).toBeGreaterThan(1e-3);
});
