import { expect, it } from "vitest";
import { adaptedCoupling } from "./adaptive-template.ts";
import { latticeKeyBytes, ParameterLattice } from "./parameter-lattice.ts";
import { planeDigest } from "./plane-digest.ts";
import { nextFullyConnected, pooledCoupling, poolPlane } from "./pooling.ts";

const key = Uint8Array.from({ length: latticeKeyBytes }, (_, i) => 29 * i + 3);

function bits(one: Uint16Array, two: Uint16Array): number {
  let count = 0;
  for (const [i, word] of one.entries())
    for (let x = word ^ two[i]!; x > 0; x >>>= 1) count += x & 1;
  return count;
}

it("one changed bit anywhere in the key changes half of the parameters from the first step on", () => {
  const one = new ParameterLattice(key).next();
  let total = 0;
  for (let bit = 0; bit < 8 * latticeKeyBytes; bit++) {
    const other = key.slice();
    other[bit >> 3]! ^= 1 << (bit & 7);
    const changed = bits(one, new ParameterLattice(other).next());
    // 512 bits: mean 256, standard deviation 11.3; six of them for a thousand trials.
    expect(Math.abs(changed - 256)).toBeLessThan(68);
    total += changed;
  }
  expect(Math.abs(total / (8 * latticeKeyBytes) - 256)).toBeLessThan(2);
});

it("does not repeat itself", () => {
  const lattice = new ParameterLattice(new Uint8Array(latticeKeyBytes));
  const steps = Array.from({ length: 2000 }, () => lattice.next().join());
  expect(new Set(steps).size).toBe(2000);
});

const plane = Uint8Array.from({ length: 333 }, (_, i) => i * i);
const changedAt = (i: number): Uint8Array => plane.map((byte, j) => (j === i ? byte + 1 : byte));

it("a changed byte anywhere changes the digest of its plane and the template made of it", () => {
  const start = new ParameterLattice(key).next();
  const template = { start, base: start };
  const seen = new Set([planeDigest(plane, start).join()]);
  for (let i = 0; i < plane.length; i++) seen.add(planeDigest(changedAt(i), start).join());
  expect(seen.size).toBe(plane.length + 1);
  const [one, two] = [plane, changedAt(332)].map((bytes) =>
    adaptedCoupling(template, planeDigest(bytes, start)),
  );
  expect(one!.weights.filter((weight, i) => weight === two!.weights[i])).toHaveLength(0);
  expect(one!.weights.filter((weight) => weight % 2 === 0)).toHaveLength(0);
});

it("a changed byte anywhere changes what its plane is pooled to and the whole coupling", () => {
  const layer = nextFullyConnected(new ParameterLattice(key));
  const [pooled, coupling] = [poolPlane(plane), pooledCoupling(plane, layer)];
  for (const i of [0, 100, 332]) {
    const other = poolPlane(changedAt(i));
    expect(other.filter((word, j) => word !== pooled[j])).toHaveLength(1);
    const { weights, start } = pooledCoupling(changedAt(i), layer);
    expect(weights.filter((weight, j) => weight === coupling.weights[j]).length).toBeLessThan(3);
    expect(start).not.toBe(coupling.start);
  }
});
