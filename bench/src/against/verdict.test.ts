import { expect, test } from "vitest";
import { verdictOf, type RowRatios } from "./verdict.ts";

const rounds = 17;

/** A row whose rounds differ by a tenth either way, and that takes `times` as long as before. */
function row(id: string, times: number, otherwise = 0): RowRatios {
  const before = Array.from({ length: rounds }, (_, i) => 1 + 0.1 * Math.sin(7 * i));
  const after = before.map((seconds, i) => seconds * (i < otherwise ? 0.9 : times));
  return { id, way: "encrypt", bytes: 3, before, after };
}

test("among eighty rows that are as they were one that takes a tenth more is found, and alone", () => {
  const rows = Array.from({ length: 80 }, (_, i) => row(`row ${i}`, i % 2 === 0 ? 0.999 : 1.001));
  const found = verdictOf(rows.with(33, row("slow", 1.1)));
  expect(found.filter(({ slower }) => slower).map(({ id }) => id)).toEqual(["slow"]);
  const slow = found[33]!;
  expect(slow.ratio).toBeCloseTo(1 / 1.1, 10);
  expect(slow.ratioInterval[1]).toBeLessThan(1);
  expect(slow.p).toBeCloseTo(80 / 2 ** rounds, 6);
});

test("one round in seventeen may say otherwise, four may not", () => {
  const slower = (otherwise: number): boolean =>
    verdictOf([
      ...Array.from({ length: 79 }, () => row("same", 1)),
      row("slow", 1.2, otherwise),
    ]).at(-1)!.slower;
  expect(slower(1)).toBe(true);
  expect(slower(4)).toBe(false);
});

test("what is certainly slower, by a hundredth, is let pass", () => {
  const [found] = verdictOf([row("a little slower", 1.01)]);
  expect(found).toMatchObject({ slower: false });
  expect(found!.p).toBeLessThan(0.001);
});
