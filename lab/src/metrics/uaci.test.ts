import { expect, test } from "vitest";
import { idealImages, next } from "../ideal-images.ts";
import { normalQuantile } from "../statistics/normal.ts";
import { npcr } from "./npcr.ts";
import { uaci, uaciMoments } from "./uaci.ts";

// REFERENCE 2.4: two-sided limits in percent.
test.each([
  [28, ["31.8072-35.1199", "31.2867-35.6404", "30.6827-36.2444"]],
  [32, ["32.0142-34.9129", "31.5588-35.3683", "31.0303-35.8968"]],
  [256, ["33.2824-33.6447", "33.2255-33.7016", "33.1594-33.7677"]],
  [512, ["33.3730-33.5541", "33.3445-33.5826", "33.3115-33.6156"]],
  [1024, ["33.4183-33.5088", "33.4040-33.5231", "33.3875-33.5396"]],
] as const)("limits of a %d² image", (side, limits) => {
  const { expected, sd } = uaciMoments(side * side, 255);
  const found = [0.05, 0.01, 0.001].map((alpha) => {
    const reach = normalQuantile(1 - alpha / 2) * sd;
    return `${(100 * (expected - reach)).toFixed(4)}-${(100 * (expected + reach)).toFixed(4)}`;
  });
  expect(found).toEqual(limits);
});

test("moments equal a sum over all pairs of samples", () => {
  const f = 255;
  let [sum, squares] = [0, 0];
  for (let a = 0; a <= f; a++)
    for (let b = 0; b <= f; b++) {
      sum += Math.abs(a - b) / f;
      squares += (Math.abs(a - b) / f) ** 2;
    }
  const mean = sum / 65_536;
  expect(uaciMoments(1, f).expected).toBeCloseTo(mean, 12);
  expect(uaciMoments(1, f).expected.toFixed(9)).toBe("0.334635417");
  expect(uaciMoments(1, f).sd).toBeCloseTo(Math.sqrt(squares / 65_536 - mean * mean), 12);
  expect(uaciMoments(1, f).sd.toFixed(8)).toBe("0.23662839");
});

test("averages the differences, as a whole and by channel", () => {
  const image = {
    width: 2,
    height: 1,
    channels: 2,
    bits: 8,
    colour: "gray-alpha",
    metadata: {},
  } as const;
  const results = uaci(
    { ...image, data: Uint8Array.of(0, 255, 0, 100) },
    { ...image, data: Uint8Array.of(255, 0, 51, 100) },
  );
  expect(results.map(({ channel, value }) => [channel, value])).toEqual([
    [undefined, (255 + 255 + 51) / (4 * 255)],
    [0, (255 + 51) / (2 * 255)],
    [1, 0.5],
  ]);
});

/** c_i = p_i + k_i + c_(i-1) mod 256: the additive chain of REFERENCE 0.7. */
function additiveChain(plain: Uint8Array, keystream: Uint8Array): Uint8Array {
  let previous = 0;
  return plain.map((byte, i) => (previous = (byte + keystream[i]! + previous) & 255));
}

test.each([
  ["first", 0, 1],
  ["middle", 32_768, 0.5],
  ["last", 65_535, 1 / 65_536],
])("an additive chain fails when the %s pixel changes", (_, at, changed) => {
  const images = idealImages(4, { width: 256, height: 256 });
  const [image, keystream] = [next(images), next(images).data];
  const plain = image.data.map((_, i) => i % 251);
  const other = plain.with(at, plain[at]! + 1);
  const a = { ...image, data: additiveChain(plain, keystream) };
  const b = { ...image, data: additiveChain(other, keystream) };
  const [rate] = npcr(a, b);
  expect(rate!.value).toBe(changed);
  expect(rate!.p).toBeLessThan(1e-20);
  const [intensity] = uaci(a, b);
  expect(intensity!.value).toBeLessThan(0.008);
  expect(intensity!.p).toBeLessThan(1e-100);
});

test("images of different depth are refused", () => {
  const a = next(idealImages(1, { width: 4, height: 2 }));
  const b = next(idealImages(1, { width: 4, height: 2, bits: 16 }));
  expect(() => uaci(a, b)).toThrow(/two images of the same shape expected/);
});
