import { hopfield3, hopfieldField, hopfieldParameters, RungeKutta } from "neuroveil/internal/chaos";
import { expect, it, test } from "vitest";
import { logisticMap } from "../baselines/logistic.ts";
import { seededRandom } from "../random/random.ts";
import { usableKeys } from "./usable-keys.ts";

/** Orbits of the network of three neurons with every weight moved by up to a share of itself. */
function* perturbed(share: number, keys: number): Generator<Float64Array> {
  const random = seededRandom(8);
  for (let key = 0; key < keys; key++) {
    const weights = hopfield3.weights.map((row) =>
      row.map((weight) => weight * (1 + share * (2 * random.uniform() - 1))),
    );
    const field = hopfieldField(3, hopfieldParameters({ ...hopfield3, weights }));
    const flow = new RungeKutta(field, Float64Array.of(0.3, 0.2, -0.4), 1 / 32);
    flow.advance(64_000);
    yield Float64Array.from({ length: 16_000 }, () => {
      flow.advance(4);
      return flow.state[0]!;
    });
  }
}

// REFERENCE 1a.0: 60 of 60 at 0.1 %, 29 of 60 at 1 %.
it.each([
  [0.001, 60, 60],
  [0.01, 29, 60],
])("weights moved by up to %d: the share of chaotic networks", (share, count, n) => {
  const found = usableKeys(perturbed(share, 24), 0.99);
  expect(found.n).toBe(24);
  expect(found.diverging).toBe(0);
  expect(found.low).toBeLessThanOrEqual(count / n);
  expect(found.high).toBeGreaterThanOrEqual(count / n);
  expect(found.count + found.periodic).toBe(24);
});

function orbit(r: number, length = 2000): Float64Array {
  let x = 0.3;
  return Float64Array.from({ length }, () => (x = logisticMap(r, x)));
}

test("periodic, chaotic and diverging orbits are told apart", () => {
  const found = usableKeys([orbit(4), orbit(3.5), orbit(3.99), orbit(4.1)]);
  expect(found).toMatchObject({ count: 2, periodic: 1, diverging: 1, n: 4, undecided: [] });
});

test("keys whose orbits are too short or too slow are named, and do not count", () => {
  const slow = Float64Array.from({ length: 2000 }, (_, i) => i / 2000);
  const found = usableKeys([orbit(4), orbit(4, 50), orbit(3.5), slow, orbit(4, 0)]);
  expect(found).toMatchObject({ count: 1, periodic: 1, diverging: 0, n: 2, undecided: [1, 3, 4] });
  for (const none of [[slow], []])
    expect(() => usableKeys(none)).toThrow(/"orbits" expected one or more of 100 values or more/);
});
