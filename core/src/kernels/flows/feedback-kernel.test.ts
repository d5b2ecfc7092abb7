import { expect, it } from "vitest";
import { ReferenceFeedback } from "../../chaos/cipher-feedback.ts";
import { openFeedback } from "./feedback-kernel.ts";

const starts = Float64Array.from({ length: 16 }, (_, i) => ((i * 7) % 16) / 16 - 0.4);
const plain = Uint8Array.from({ length: 70_009 }, (_, i) => (i * i) >> 5);

it.each(["encrypt", "decrypt"] as const)(
  "%s: the kernel gives the reference's bits, over pieces and an unfinished sample",
  async (direction) => {
    const [kernel, reference] = [await openFeedback(starts), new ReferenceFeedback(starts)];
    expect(kernel).not.toBeInstanceOf(ReferenceFeedback);
    const [one, two] = [plain.slice(), plain.slice()];
    const ends = [16, 16 * 40, 16 * 41, plain.length];
    for (const [i, end] of ends.entries()) {
      const from = ends[i - 1] ?? 0;
      kernel[direction](one.subarray(from, end));
      reference[direction](two.subarray(from, end));
    }
    expect(Buffer.compare(one, two)).toBe(0);
  },
);

it("gives back what it masked", async () => {
  const data = plain.slice();
  (await openFeedback(starts)).encrypt(data);
  expect(Buffer.compare(data, plain)).not.toBe(0);
  (await openFeedback(starts)).decrypt(data);
  expect(Buffer.compare(data, plain)).toBe(0);
});

it("one wrong cipher byte spoils all later samples of one pass, and nothing before", async () => {
  const cipher = plain.slice();
  (await openFeedback(starts)).encrypt(cipher);
  for (const at of [0, 1003, 40_000]) {
    for (const bit of [1, 128]) {
      const data = cipher.with(at, cipher[at]! ^ bit);
      (await openFeedback(starts)).decrypt(data);
      const wrong = data.map((byte, i) => (byte === plain[i] ? 0 : 1));
      const sample = 16 * Math.floor(at / 16) + 16;
      expect(wrong.subarray(0, sample).reduce((sum, one) => sum + one, 0)).toBe(1);
      const later = wrong.subarray(sample);
      const [mean, deviation] = [(255 / 256) * later.length, Math.sqrt(later.length * 0.0039)];
      const spoilt = later.reduce((sum, one) => sum + one, 0);
      expect(Math.abs(spoilt - mean)).toBeLessThan(5 * deviation);
    }
  }
});
