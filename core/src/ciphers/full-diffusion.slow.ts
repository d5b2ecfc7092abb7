import { describe, expect, it } from "vitest";
import { LatticeKernel } from "../kernels/lattice/lattice-kernel.ts";
import { nextCoupling, nextShuffle } from "../layers/keyed-layers.ts";
import type { Lattice } from "../layers/lattice.ts";
import { latticeKeyBytes, ParameterLattice } from "../layers/parameter-lattice.ts";
import { stepsFor } from "./cellular/cellular-discrete.ts";
import { roundsFor } from "./convolutional/conv-multi.ts";

/** An image without contrast, and the same with one byte changed. */
const pair = [await LatticeKernel.create(), await LatticeKernel.create()] as const;

function load(bytes: number, at: number): void {
  for (const [i, lattice] of pair.entries()) {
    const data = new Uint8Array(bytes).fill(7);
    data[at]! += i;
    lattice.load(data);
    lattice.split();
  }
}

/** Part of the bytes that differ between the two. */
function changed(bytes: number): number {
  let count = 0;
  for (const plane of [0, 1] as const) {
    const [one, other] = [pair[0].plane(plane), pair[1].plane(plane)];
    for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) count++;
  }
  return count / bytes;
}

/** After how many rounds 99.6% of all bytes have changed; four standard deviations less count too. */
function fullAfter(
  bytes: number,
  at: number,
  round: (index: number) => (l: Lattice) => void,
): number {
  load(bytes, at);
  const full = 0.99609375 - 4 * Math.sqrt(0.00389 / bytes);
  for (let index = 0; ; index++) {
    const run = round(index);
    for (const lattice of pair) run(lattice);
    if (changed(bytes) >= full) return index + 1;
  }
}

const sizes = [2 ** 16, 786_432, 2 ** 20, 2 ** 23, 33_562_624, 36_578_304].flatMap((bytes) =>
  [0, bytes - 1].map((at) => ({ bytes, at })),
);

describe.each(sizes)("byte $at of $bytes", ({ bytes, at }) => {
  const lattice = (): ParameterLattice =>
    new ParameterLattice(Uint8Array.from({ length: latticeKeyBytes }, (_, i) => 37 * i + 11));

  it("has changed all others three rounds before conv-multi ends", () => {
    const keys = lattice();
    const rounds = fullAfter(bytes, at, () => {
      const [first, second, moved] = [nextCoupling(keys), nextCoupling(keys), nextShuffle(keys)];
      return (planes) => {
        planes.couple(0, first);
        planes.couple(1, second);
        planes.shuffle(moved);
      };
    });
    expect(rounds).toBeLessThanOrEqual(roundsFor(bytes) - 3);
  });

  it("has changed all others four steps before cellular-discrete ends", () => {
    const keys = lattice();
    const steps = fullAfter(bytes, at, (index) => {
      const [coupling, moved] = [nextCoupling(keys), nextShuffle(keys)];
      return (planes) => {
        planes.couple(index % 2 === 0 ? 0 : 1, coupling);
        planes.shuffle(moved);
      };
    });
    expect(steps).toBeLessThanOrEqual(stepsFor(bytes) - 4);
  });
});

it("is in time under a key that once left a seventh of 8192 × 4097 bytes as they were", () => {
  // With rows in step with the shuffle's blocks; found among a million keys by a model of places.
  const hex =
    "331ca57cefef6f10f8315c555a1ecc06c2aee3efa94b6c138b3b50ad575a17c4" +
    "2a9c3ab240d1ff0d95b724ef7ac2a2916c78ffcce3686bb251a3591699a5ed75" +
    "bd7fe71cf29db27fc7cf55cd89091a4f6a89e54075096ef6ec19799c3f01e78a" +
    "996349bc1e8001ef5bf1b3b339e5797b8f5f77565e1aac3df78e739b8bb9b4e1";
  const keys = new ParameterLattice(Uint8Array.from(Buffer.from(hex, "hex")));
  // What conv-multi takes for the channels, though gray has none to mix.
  keys.next();
  const bytes = 8192 * 4097;
  const rounds = fullAfter(bytes, 0, () => {
    const [first, second, moved] = [nextCoupling(keys), nextCoupling(keys), nextShuffle(keys)];
    return (planes) => {
      planes.couple(0, first);
      planes.couple(1, second);
      planes.shuffle(moved);
    };
  });
  expect(rounds).toBeLessThanOrEqual(roundsFor(bytes) - 3);
});
