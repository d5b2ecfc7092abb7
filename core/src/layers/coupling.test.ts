import { fc, test } from "@fast-check/vitest";
import { expect, it } from "vitest";
import { couple, quadraticActivation, uncouple, type Coupling } from "./coupling.ts";
import { latticePitch } from "./fold.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const coupling: fc.Arbitrary<Coupling> = fc.record({
  weights: fc.uint16Array({ minLength: 9, maxLength: 9 }).map((words) => words.map((w) => w | 1)),
  start: word,
  increment: word.map((x) => (x | 1) >>> 0),
});

test.prop([fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), coupling])(
  "uncouple undoes couple, whatever the lengths",
  (target, source, keys) => {
    const before = target.slice();
    couple(target, source, keys);
    uncouple(target, source, keys);
    expect(target).toEqual(before);
  },
);

it("gives every byte equally often: its product is a bijection of 16 bits", () => {
  const counts = new Uint32Array(256);
  for (let s = 0; s < 65_536; s++) counts[quadraticActivation(s)]!++;
  expect(new Set(counts)).toEqual(new Set([256]));
});

const keys: Coupling = {
  weights: Uint16Array.of(3, 5, 7, 9, 11, 13, 15, 17, 19),
  start: 0x1234_5678,
  increment: 0x9e37_79b9,
};

it("reaches nine cells around a changed one, over the edges of the helical torus too", () => {
  const cells = 100;
  const pitch = latticePitch(cells);
  expect(pitch).toBe(11);
  for (const at of [0, 50, 99]) {
    const results = [0, 1].map((value) => {
      const [target, source] = [new Uint8Array(cells), new Uint8Array(cells)];
      source[at] = value;
      couple(target, source, keys);
      return target;
    });
    const reached = [...results[0]!.keys()].filter((i) => results[0]![i] !== results[1]![i]);
    const around = [-pitch, 0, pitch].flatMap((row) =>
      [-1, 0, 1].map((x) => (at + row + x + cells) % cells),
    );
    expect(around).toEqual(expect.arrayContaining(reached));
    expect(reached.length).toBeGreaterThan(5);
  }
});

it("gives a plane of equal cells other values from cell to cell", () => {
  const target = new Uint8Array(4096);
  couple(target, new Uint8Array(4096).fill(7), keys);
  expect(new Set(target).size).toBe(256);
});

it("alone spreads a change by one cell in every direction a step: shuffles have to do the rest", () => {
  const cells = 10_000;
  const run = (changed: number): readonly [Uint8Array, Uint8Array] => {
    const planes = [new Uint8Array(cells), new Uint8Array(cells)] as const;
    planes[1][5050]! += changed;
    for (let step = 0; step < 20; step++)
      couple(planes[step % 2]!, planes[1 - (step % 2)]!, { ...keys, start: step << 20 });
    return planes;
  };
  const [one, other] = [run(0), run(1)];
  const reached = [...one[1].keys()].filter((i) => one[1][i] !== other[1][i]);
  const pitch = latticePitch(cells);
  for (const i of reached) {
    const away = i - 5050;
    const rows = Math.round(away / pitch);
    expect(Math.abs(rows)).toBeLessThanOrEqual(20);
    expect(Math.abs(away - rows * pitch)).toBeLessThanOrEqual(20);
  }
  // Nearly all of the 41 x 41 cells that can be reached.
  expect(reached.length).toBeGreaterThan(1600);
  expect(reached.length).toBeLessThanOrEqual(41 * 41);
});
