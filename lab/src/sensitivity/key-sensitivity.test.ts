import { nativeValues, stateByte } from "neuroveil/internal/chaos";
import { cipherById, maskCipher, type Cipher } from "neuroveil/ciphers";
import type { Image } from "neuroveil/image";
import { describe, expect, it, test } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { aes256Ctr, aes256Gcm } from "../baselines/aes.ts";
import { hyperchaos } from "../baselines/hyperchaos.ts";
import { logistic, logisticMap } from "../baselines/logistic.ts";
import { lorenz } from "../baselines/lorenz.ts";
import { realKey } from "../baselines/real-key.ts";
import { kaplanYorke } from "../dynamics/kaplan-yorke.ts";
import { lorenzFlow } from "../dynamics/systems/lorenz.ts";
import { PairSums } from "../statistics/pair-sums.ts";
import { decryptionSensitivity } from "./decryption-sensitivity.ts";
import { distinguishableBits } from "./distinguishable-keys.ts";
import { effectiveKeyBits } from "./effective-key.ts";
import { encryptionSensitivity } from "./encryption-sensitivity.ts";
import { keySensitivity } from "./key-sensitivity.ts";
import { nativeCurves } from "./native-curve.ts";

const side = 64;
const plain: Image = {
  width: side,
  height: side,
  channels: 1,
  bits: 8,
  colour: "gray",
  metadata: {},
  data: Uint8Array.from(
    { length: side * side },
    (_, i) => 128 + 66 * Math.sin((i & 63) / 7) + 48 * Math.cos((i >> 6) / 9),
  ),
};
const secret = Uint8Array.of(3, 1, 4, 1, 5);

/**
 * The logistic map at r = 4 with a second number in its key, of which nothing is left after some fifty
 * steps, and with starts from all of [0, 1), of which two each meet after one step.
 *
 * @param transient steps before the first byte
 */
function forgetful(transient: number): Cipher {
  const boxes = [
    [0, 1],
    [-1, 1],
  ] as const;
  return maskCipher({
    ...logistic,
    id: `forgetful-${transient}`,
    nativeKey: realKey(["x0", "filter"], boxes),
    addMask: (data, key) => {
      let [x, filter] = nativeValues(key, boxes) as unknown as [number, number];
      const step = (): void => {
        x = logisticMap(4, x);
        filter /= 4;
      };
      for (let i = 0; i < transient; i++) step();
      for (let i = 0; i < data.length; i++) {
        step();
        data[i]! ^= stateByte(x + filter);
      }
    },
  });
}

describe.each([aes256Ctr, aes256Gcm, cipherById("hybrid"), logistic])("$id", (cipher) => {
  it("one native step changes the whole cipher image, both ways; so does a wrapped bit", async () => {
    const settings = { secret, exponents: [], bits: 8, threads: 1 };
    const found = await keySensitivity(cipher, plain, settings);
    const { encryption, decryption, wrapped, curves } = found;
    expect(encryption).toHaveLength(cipher.nativeKey.values?.length ?? 8);
    for (const each of [...encryption, ...decryption, ...wrapped])
      expect(each.pass, JSON.stringify(each)).toBe(true);
    for (const { npcr } of encryption) expect(npcr.expected).toBe(0.99609375);
    for (const { psnr, n } of decryption) {
      expect(n).toBe(side * side);
      expect(psnr!.high - psnr!.expected).toBeGreaterThanOrEqual(0.3);
      expect(psnr!.high - psnr!.expected).toBeLessThan(0.35);
    }
    expect(curves.map(({ sensitivity }) => sensitivity)).toEqual(
      encryption.flatMap(() => (cipher.nativeKey.values ? [0] : [])),
    );
  });
});

test("hybrid-literal forgets its key: a wrong one decrypts, and wrapping does not help", async () => {
  const settings = { secret, bits: 16, threads: 1 };
  const found = await keySensitivity(cipherById("hybrid-literal"), plain, settings);
  for (const { pass, npcr } of [...found.encryption, ...found.wrapped]) {
    expect(pass).toBe(false);
    expect(npcr.value).toBeLessThan(0.2);
  }
  for (const { pass, psnr, correlation } of found.decryption) {
    expect(pass).toBe(false);
    expect(psnr!.value).toBeGreaterThan(14);
    expect(correlation!.value).toBeGreaterThan(correlation!.high);
  }
});

describe.each([lorenz, hyperchaos])("$id", (cipher) => {
  it("merges the last bits of its key, and tells apart what differs by 2^-46", async () => {
    const exponents = [46, 47, 48, 49, 50, 51, 52];
    const settings = { secret, exponents, bits: 2, threads: 1 };
    const { encryption, decryption, curves } = await keySensitivity(cipher, plain, settings);
    // One double apart, orbits round to the same one: the two are one key.
    const merged = encryption.filter(({ npcr }) => npcr.value === 0);
    expect(merged.length).toBeGreaterThan(0);
    for (const { id, pass } of merged) {
      expect(pass).toBe(false);
      expect(decryption.find((each) => each.id === id)!.pass).toBe(false);
    }
    for (const { points, sensitivity } of curves) {
      expect(points[0]!.pass).toBe(true);
      expect(sensitivity).toBeGreaterThanOrEqual(46);
    }
  });
});

test("x0 and 1 - x0 are one key of the logistic map at r = 4", async () => {
  const cipher = forgetful(60);
  const [key, twin] = [new Uint8Array(16), new Uint8Array(16)];
  key.set([0x40, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xb8]);
  // 1 - x0 in steps of 2^-53.
  const word = new DataView(key.buffer).getBigUint64(0);
  new DataView(twin.buffer).setBigUint64(0, (1n << 64n) - word);
  const changes = [{ id: "1 - x0", key: twin }];
  const [found] = await encryptionSensitivity(cipher, plain, key, changes);
  expect(found!.npcr.value).toBe(0);
  expect(found!.pass).toBe(false);
});

describe("native curve", () => {
  const exponents = [1, 8, 16, 24, 32, 40, 44, 48, 50, 52];

  it("reaches the last double of the logistic map's numbers", async () => {
    const key = await nativeKeyFrom(logistic, secret);
    const curves = await nativeCurves(logistic, plain, key, exponents);
    expect(curves.map(({ name, sensitivity }) => [name, sensitivity])).toEqual([
      ["x0", 52],
      ["r", 44],
    ]);
    for (const { points, sensitivity } of curves) {
      expect(points.map(({ exponent }) => exponent)).toEqual(exponents);
      for (const { pass, exponent } of points) expect(pass).toBe(exponent <= sensitivity);
    }
  });

  it("ends early without a transient, and at once for a number that is forgotten", async () => {
    const key = await nativeKeyFrom(forgetful(0), secret);
    const small = { ...plain, width: 24, height: 24, data: plain.data.slice(0, 24 * 24) };
    const [early, filter] = await nativeCurves(forgetful(0), small, key, exponents);
    expect(early!.sensitivity).toBeGreaterThan(20);
    expect(early!.sensitivity).toBeLessThan(50);
    expect(filter!.sensitivity).toBe(0);
    const [late] = await nativeCurves(forgetful(80), small, key, exponents);
    expect(late!.sensitivity).toBe(52);
  });

  it("is empty for keys that are strings of bits", async () => {
    const key = new Uint8Array(48);
    expect(await nativeCurves(aes256Ctr, plain, key, exponents)).toEqual([]);
  });
});

describe("bits of the key that decide what is decrypted", () => {
  const measured = async (cipher: Cipher, bits = 32): Promise<(readonly [string, number])[]> => {
    const key = await nativeKeyFrom(cipher, secret);
    const found = await distinguishableBits(cipher, plain, key, { bits, threads: 1 });
    return found.map((each) => [each.name, each.bits] as const);
  };

  it("all of AES's, none of hybrid-literal's", async () => {
    expect(await measured(aes256Gcm)).toEqual([["bits", 256]]);
    expect(await measured(cipherById("hybrid-literal"))).toEqual([["bits", 0]]);
  });

  it("of hybrid's, those of mask and convolution: the others only make the key vector", async () => {
    const { bytes } = cipherById("hybrid").nativeKey;
    expect(await measured(cipherById("hybrid"), 96)).toEqual([["bits", (8 * bytes) / 2]]);
  });

  it("all of the logistic map's, none of a number that is forgotten", async () => {
    expect(await measured(logistic)).toEqual([
      ["x0", 53],
      ["r", 44],
    ]);
    expect(await measured(forgetful(80))).toEqual([
      ["x0", 53],
      ["filter", 0],
    ]);
  });

  it("most of Lorenz's three numbers, of which its attractor keeps 109 bits", async () => {
    const key = await nativeKeyFrom(lorenz, secret);
    const exponents = [1, 10, 20, 30, 40, 44, 46, 48, 50, 52];
    const found = await distinguishableBits(lorenz, plain, key, { exponents });
    const initial = found.map(({ bits }) => bits);
    for (const bits of initial) expect(bits).toBeGreaterThanOrEqual(46);
    const dimension = kaplanYorke(lorenzFlow.exponents);
    const effective = effectiveKeyBits({
      initial,
      controls: [],
      symmetries: 0,
      usable: 1,
      dimension,
    });
    expect(Math.round(effective.bits)).toBe(109);
    expect(effective.limit).toBe("attractor");
  });

  it("refuses a key of another length", async () => {
    await expect(distinguishableBits(logistic, plain, new Uint8Array(15))).rejects.toThrow(
      /"key" expected the 16 bytes of a native key of logistic, got 15/,
    );
  });
});

test("limits of wrong decryptions are kept by ideal ones", async () => {
  const small = { ...plain, width: 32, height: 32, data: plain.data.slice(0, 1024) };
  const [trials, alpha] = [1000, 0.2];
  let outside = 0;
  for (let trial = 0; trial < trials; trial++) {
    const key = new Uint8Array(48);
    new DataView(key.buffer).setUint32(0, trial);
    const change = { id: "another key", key: key.map((byte) => byte ^ 85) };
    const found = await decryptionSensitivity(aes256Ctr, small, key, [change], { alpha });
    const { value, low, high } = found[0]!.correlation!;
    if (value < low || value > high) outside++;
  }
  // Half of the level is the ratio's.
  const share = alpha / 2;
  expect(Math.abs(outside / trials - share)).toBeLessThan(
    4 * Math.sqrt((share * (1 - share)) / trials),
  );
});

test("progress ends at 1; an empty secret and single bits are refused", async () => {
  const done: number[] = [];
  const onProgress = (share: number): void => void done.push(share);
  await keySensitivity(logistic, plain, { secret, exponents: [1, 2], bits: 2, onProgress });
  expect(done).toHaveLength(2 * 2 + 2 + 2 * 2);
  expect(done.at(-1)).toBe(1);
  await expect(keySensitivity(logistic, plain, { secret: new Uint8Array() })).rejects.toThrow(
    /"secret" expected one byte or more/,
  );
  await expect(keySensitivity(logistic, plain, { secret, bits: 1 })).rejects.toThrow(
    /"bits" expected a whole number from 2/,
  );
});

test("a plain image without contrast has no correlation to judge by", async () => {
  const black = { ...plain, data: new Uint8Array(side * side) };
  const { decryption } = await keySensitivity(logistic, black, { secret, exponents: [], bits: 2 });
  for (const { pass, correlation } of decryption) {
    expect(correlation).toBeUndefined();
    expect(pass).toBe(true);
  }
});

test("a wrong key that decrypts to one even tone fails, though its ratio is an ideal cipher's", async () => {
  const { meanX, n } = new PairSums().add(plain.data, plain.data);
  // As far from the plain image as noise: the variance of a uniform byte, in one step.
  const tone = Math.round(meanX + Math.sqrt((256 ** 2 - 1) / 12));
  const even: Cipher = {
    ...logistic,
    decrypt: ({ data }) => {
      data.fill(tone);
      return Promise.resolve(new Uint8Array());
    },
  };
  const key = await nativeKeyFrom(logistic, secret);
  const change = { id: "another key", key: key.map((byte) => byte ^ 85) };
  const [found] = await decryptionSensitivity(even, plain, key, [change]);
  const { value, low, high } = found!.psnr!;
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
  expect(found).toMatchObject({ n, refused: false, pass: false });
});
