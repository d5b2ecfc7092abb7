import { expect, it } from "vitest";
import {
  addSkewTent,
  maps,
  nextMaps,
  settling,
  skewTentKeyBytes,
  skewTentMaps,
  subtractSkewTent,
  type SkewTentMaps,
} from "./skew-tent-mask.ts";

const keys: SkewTentMaps = {
  states: Float64Array.from({ length: maps }, (_, i) => 0.01 + i / 100),
  tops: Float64Array.from({ length: maps }, (_, i) => 0.213 + (0.58 * i) / maps),
};

function bytes(of: SkewTentMaps, length: number): Uint8Array {
  const data = new Uint8Array(length);
  addSkewTent(data, of);
  return data;
}

it("is undone by subtracting it", () => {
  const data = Uint8Array.from({ length: 1001 }, (_, i) => i);
  addSkewTent(data, keys);
  subtractSkewTent(data, keys);
  expect(data).toEqual(Uint8Array.from({ length: 1001 }, (_, i) => i));
});

it("is the orbit of its maps", () => {
  const [p, i] = [keys.tops[5]!, 5];
  let s = keys.states[i]!;
  for (let step = 0; step <= settling; step++)
    s = s * (1 / p) < (1 - s) * (1 / (1 - p)) ? s * (1 / p) : (1 - s) * (1 / (1 - p));
  expect(bytes(keys, maps)[i]).toBe(Math.round(s * 2 ** 36) % 256);
});

it("a change in the last place of a state decides all of its bytes", () => {
  const states = keys.states.slice();
  states[3]! += 2 ** -54;
  const [one, two] = [bytes(keys, 16_000), bytes({ ...keys, states }, 16_000)];
  const same = Array.from({ length: 1000 }, (_, i) => one[16 * i + 3] === two[16 * i + 3]);
  expect(same.filter(Boolean).length).toBeLessThan(20);
  expect(one.filter((byte, i) => i % 16 !== 3 && byte !== two[i])).toHaveLength(0);
});

it("has bytes that are equally frequent", () => {
  const counts = new Uint32Array(256);
  for (const byte of bytes(keys, 2 ** 20)) counts[byte]!++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 4096) ** 2 / 4096, 0);
  // 255 degrees of freedom; two-sided at 0.001.
  expect(chiSquare).toBeGreaterThan(188);
  expect(chiSquare).toBeLessThan(336);
});

it("sets a map that fell to zero on again", () => {
  const dead = { ...keys, states: new Float64Array(maps) };
  expect(new Set(bytes(dead, 16_000)).size).toBe(256);
});

it("takes states and tops from a key, and every step of it counts", () => {
  const key = new Uint8Array(skewTentKeyBytes);
  const lowest = skewTentMaps(key);
  expect([...new Set(lowest.states), ...new Set(lowest.tops)]).toEqual([2 ** -10, 0.2]);
  const highest = skewTentMaps(key.map(() => 255));
  expect(Math.max(...highest.states)).toBeLessThan(0.2);
  expect(Math.max(...highest.tops)).toBeLessThan(0.8);
  for (const last of [5, skewTentKeyBytes - 1]) {
    const other = skewTentMaps(key.map((_, i) => (i === last ? 1 : 0)));
    expect(Buffer.compare(bytes(other, 4000), bytes(lowest, 4000))).not.toBe(0);
  }
});

it("gives other bytes under the next tops", () => {
  const [one, two] = [bytes(keys, 16_000), bytes(nextMaps(keys), 16_000)];
  // A byte is the same by chance once in 256 times: 62 of 16,000, standard deviation 7.9.
  expect(one.filter((byte, i) => byte === two[i]).length).toBeLessThan(110);
});
