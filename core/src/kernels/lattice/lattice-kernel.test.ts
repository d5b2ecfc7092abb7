import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Shuffle } from "../../layers/block-shuffle.ts";
import { channelMatrix } from "../../layers/channel-mixing.ts";
import type { Coupling } from "../../layers/coupling.ts";
import { ReferenceLattice, type Lattice } from "../../layers/lattice.ts";
import { maps, type SkewTentMaps } from "../../layers/skew-tent-mask.ts";
import { LatticeKernel, latticeKernelAvailable } from "./lattice-kernel.ts";

// One kernel for all: later images find what earlier ones left in its memory.
const kernel = await LatticeKernel.create();
const reference = new ReferenceLattice();

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const odd = word.map((x) => (x | 1) >>> 0);
const coupling: fc.Arbitrary<Coupling> = fc.record({
  weights: fc.uint16Array({ minLength: 9, maxLength: 9 }),
  start: word,
  increment: odd,
});
const keys: fc.Arbitrary<Shuffle> = fc.record({
  offsets: fc.tuple(word, word),
  generator: fc.record({ state: word, increment: odd }),
});
const inside = { minLength: maps, maxLength: maps, noNaN: true } as const;
const tents: fc.Arbitrary<SkewTentMaps> = fc.record({
  states: fc.float64Array({ ...inside, min: 2 ** -30, max: 0.2 }),
  tops: fc.float64Array({ ...inside, min: 0.2, max: 0.8 }),
});
// Around vectors of 16 bytes, groups of 64 and halos that are longer than the plane.
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 120, max: 400 }),
  fc.integer({ min: 4000, max: 9000 }),
);

function image(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Math.imul(i + seed, 2654435761) >>> 24);
}

/** What both make of the same bytes by the same steps. */
function both(data: Uint8Array, steps: (lattice: Lattice) => void): void {
  const [one, two] = [data.slice(), data.slice()];
  for (const [lattice, bytes] of [
    [reference, one],
    [kernel, two],
  ] as const) {
    lattice.load(bytes);
    steps(lattice);
    lattice.store(bytes);
  }
  expect(Buffer.compare(two, one)).toBe(0);
}

function onPlanes(data: Uint8Array, steps: (lattice: Lattice) => void): void {
  both(data, (lattice) => {
    lattice.split();
    steps(lattice);
    lattice.join();
  });
}

describe("the lattice kernel equals the reference", () => {
  it("and runs here", () => {
    expect(latticeKernelAvailable()).toBe(true);
  });

  test.prop([sizes, fc.integer(), coupling, fc.constantFrom(0 as const, 1 as const)])(
    "in couplings",
    (length, seed, one, target) => {
      const other = target === 0 ? 1 : 0;
      onPlanes(image(length, seed), (lattice) => {
        lattice.couple(target, one);
        lattice.couple(other, one);
      });
      onPlanes(image(length, seed), (lattice) => {
        lattice.uncouple(target, one);
        lattice.uncouple(other, one);
      });
    },
  );

  test.prop([sizes, fc.integer(), keys, coupling])(
    "in shuffles, the halos that a coupling then reads included",
    (length, seed, one, two) => {
      onPlanes(image(length, seed), (lattice) => {
        lattice.shuffle(one);
        lattice.couple(0, two);
        lattice.shuffle(one);
        lattice.couple(1, two);
        lattice.shuffle(one);
      });
      onPlanes(image(length, seed), (lattice) => {
        lattice.unshuffle(one);
        lattice.couple(1, two);
        lattice.unshuffle(one);
        lattice.couple(0, two);
      });
    },
  );

  it("in shuffles of larger blocks than a vector", () => {
    const key = {
      offsets: [123_456_789, 987_654_321],
      generator: { state: 5, increment: 0x9e3779b9 },
    } as const;
    const data = image(2 * 2 ** 20 + 2 * 47, 1);
    onPlanes(data, (lattice) => lattice.shuffle(key));
    onPlanes(data, (lattice) => lattice.unshuffle(key));
  });

  test.prop([sizes, fc.integer(), fc.uint16Array({ minLength: 32, maxLength: 32 })])(
    "in digests",
    (length, seed, start) => {
      const digests: string[] = [];
      onPlanes(image(length, seed), (lattice) => {
        digests.push([lattice.digest(0, start), lattice.digest(1, start)].join());
      });
      expect(digests[1]).toBe(digests[0]);
    },
  );

  test.prop([sizes, fc.integer(), tents])("in skew-tent masks", (length, seed, tent) => {
    both(image(length, seed), (lattice) => lattice.addSkewTent(tent));
    both(image(length, seed), (lattice) => lattice.subtractSkewTent(tent));
  });

  test.prop([
    fc.integer({ min: 1, max: 50 }),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom(1 as const, 2 as const),
    fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
  ])("in channel mixing", (pixels, channels, bytesPerSample, words) => {
    const matrix = channelMatrix(Math.min(channels, 4), words);
    both(image(pixels * channels * bytesPerSample, 7), (lattice) =>
      lattice.mixChannels({ channels, bytesPerSample }, matrix),
    );
  });
});
