import { expect, test } from "vitest";
import { seededRandom } from "../random/random.ts";
import { reduceLattice } from "./reduce-lattice.ts";

const norm = (row: readonly bigint[]): bigint => row.reduce((sum, x) => sum + x * x, 0n);

test("finds a short vector that was hidden among long ones", () => {
  const random = seededRandom(5);
  const n = 12;
  const hidden = Array.from({ length: n }, () => BigInt(random.below(7) - 3));
  hidden[0] = 1n;
  const modulus = 2n ** 60n;
  // Rows (e_j | c_j) with sum hidden_j c_j = 0 modulo 2^60.
  const c = Array.from({ length: n }, () => BigInt(random.below(2 ** 30)) * BigInt(2 ** 29) + 1n);
  c[0] = -hidden.slice(1).reduce((sum, x, j) => sum + x * c[j + 1]!, 0n);
  const rows = c.map((word, j) =>
    Array.from({ length: n + 1 }, (_, i) => (i === n ? word * modulus : i === j ? 1n : 0n)),
  );
  const [first] = reduceLattice(rows);
  expect(first![n]).toBe(0n);
  expect(norm(first!)).toBeLessThanOrEqual(norm(hidden));
});

test("leaves the lattice what it is", () => {
  const random = seededRandom(6);
  for (let trial = 0; trial < 20; trial++) {
    const basis = [0, 1, 2].map(() => [0, 1, 2].map(() => BigInt(random.below(2001) - 1000)));
    const determinant = ([a, b, c]: readonly (readonly bigint[])[]): bigint =>
      a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
      a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
      a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!);
    const size = (x: bigint): bigint => (x < 0n ? -x : x);
    const reduced = reduceLattice(basis);
    expect(size(determinant(reduced))).toBe(size(determinant(basis)));
    // Hermite's bound for LLL in three dimensions: |b1|^2 <= 2 det^(2/3).
    const bound = 2 * Number(size(determinant(basis))) ** (2 / 3);
    expect(Number(norm(reduced[0]!))).toBeLessThanOrEqual(bound);
  }
});

test("refuses dependent rows", () => {
  expect(() =>
    reduceLattice([
      [1n, 2n],
      [2n, 4n],
    ]),
  ).toThrow(/independent rows, row 1/);
});
