import { describe, expect, it } from "vitest";
import { convolve, kernelVectors, vectorWords } from "./keyed-convolution.ts";
import { randomWords } from "./words.test.support.ts";

/**
 * The sum of one band and all channels again, for words of any width: of `bits`, signed, vectors of
 * `width` words, sums modulo 2^(2 bits).
 */
function sums(
  words: readonly number[],
  kernel: readonly number[],
  channels: number,
  bits: number,
  width: number,
): number[] {
  const modulus = 2 ** (2 * bits);
  return Array.from({ length: channels }, (_, channel) => {
    const sum = words.reduce((total, word, i) => total + word * kernel[i + channel * width]!, 0);
    return ((sum % modulus) + modulus) % modulus;
  });
}

function signed(value: number, bits: number): number {
  return value < 2 ** (bits - 1) ? value : value - 2 ** bits;
}

/** All lists of `length` signed words of so many bits. */
function* lists(length: number, bits: number): Generator<number[]> {
  for (let code = 0; code < 2 ** (bits * length); code++)
    yield Array.from({ length }, (_, i) =>
      signed(Math.floor(code / 2 ** (bits * i)) % 2 ** bits, bits),
    );
}

/** The most probable difference of sums over all kernels, for two contents. */
function likeliest(
  a: number[],
  b: number[],
  channels: number,
  bits: number,
  width: number,
): number {
  const counts = new Map<string, number>();
  let kernels = 0;
  for (const kernel of lists(a.length + (channels - 1) * width, bits)) {
    const [one, two] = [
      sums(a, kernel, channels, bits, width),
      sums(b, kernel, channels, bits, width),
    ];
    const difference = one.map((s, i) => (s - two[i]! + 2 ** (2 * bits)) % 2 ** (2 * bits)).join();
    counts.set(difference, (counts.get(difference) ?? 0) + 1);
    kernels++;
  }
  return Math.max(...counts.values()) / kernels;
}

describe("the keyed convolution", () => {
  it("is what the small model below computes", () => {
    const half = new Int16Array(randomWords(128 * 32, 1).buffer);
    const kernel = new Int16Array(randomWords(kernelVectors(8) * vectorWords, 2).buffer);
    // Every word has a word of the kernel added.
    const features = convolve(half, kernel, 8).map((word, i) => word - kernel[i]!);
    const got = Array.from(
      { length: 32 },
      (_, i) => features[2 * i]! + 65_536 * features[2 * i + 1]!,
    );
    const expected = [0, 1, 2, 3].flatMap((band) =>
      sums([...half.subarray(1024 * band, 1024 * (band + 1))], [...kernel], 8, 16, vectorWords),
    );
    expect(got).toEqual(expected);
  });

  it("gives an empty half features of the key", () => {
    const kernels = [3, 4].map(
      (seed) => new Int16Array(randomWords(kernelVectors(8) * vectorWords, seed).buffer),
    );
    const [one, other] = kernels.map((kernel) => convolve(new Int16Array(), kernel, 8));
    expect(one!.filter((word, i) => word === other![i]).length).toBeLessThan(3);
  });

  // [bits, words, vector width, channels]: every pair of contents, every kernel.
  it.each([
    [2, 2, 1, 1],
    [2, 2, 1, 2],
    [2, 2, 2, 2],
    [2, 3, 1, 2],
    [3, 1, 1, 2],
    [3, 2, 1, 1],
  ])(
    "gives no difference more often than 2^-(bits x channels): %i bits, %i words, width %i, %i channels",
    (bits, length, width, channels) => {
      let worst = 0;
      const contents = [...lists(length, bits)];
      contents.forEach((a, i) => {
        for (const b of contents.slice(i + 1))
          worst = Math.max(worst, likeliest(a, b, channels, bits, width));
      });
      expect(worst).toBe(2 ** -(bits * channels));
    },
  );

  it("fails that bound where a channel's kernel is not shifted: the test can fail", () => {
    expect(likeliest([1, 0], [0, 0], 2, 2, 0)).toBe(1 / 4);
  });

  it("gives 65,536 differences for the 65,536 weights of a changed word, whatever the change", () => {
    for (const change of [1, 2, 0x4000, -0x8000]) {
      const half = new Int16Array(32);
      half[7] = change;
      const kernel = new Int16Array(kernelVectors(1) * vectorWords);
      const seen = new Set<number>();
      for (let weight = -0x8000; weight < 0x8000; weight++) {
        kernel[7] = weight;
        const [low, high] = convolve(half, kernel, 1);
        seen.add(low! + 65_536 * high!);
      }
      expect(seen.size).toBe(65_536);
    }
  });

  it("of words that are 0 or 0x8000 gives 17 bits a channel, of others 32", () => {
    const contents = 1500;
    const keys = 6;
    const alike = (widen: (bit: number) => number): number => {
      let pairs = 0;
      for (let key = 0; key < keys; key++) {
        const kernel = new Int16Array(randomWords(kernelVectors(1) * vectorWords, key).buffer);
        const seen = new Map<string, number>();
        for (let content = 0; content < contents; content++) {
          const bits = randomWords(64, keys + contents * key + content);
          const features = convolve(Int16Array.from(bits, widen), kernel, 1).join();
          const before = seen.get(features) ?? 0;
          pairs += before;
          seen.set(features, before + 1);
        }
      }
      return pairs;
    };
    // 6 * 1500 * 1499 / 2 pairs, each alike with 2^-17: 51.5, and five standard deviations about it.
    const pairs = alike((word) => (word & 1) << 15);
    expect(pairs).toBeGreaterThan(15);
    expect(pairs).toBeLessThan(88);
    expect(alike((word) => word)).toBeLessThan(2);
  });
});
