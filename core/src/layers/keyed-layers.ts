import type { Shuffle } from "./block-shuffle.ts";
import type { Coupling } from "./coupling.ts";
import type { ParameterLattice } from "./parameter-lattice.ts";

function long(words: Uint16Array, at: number): number {
  return (words[at]! + words[at + 1]! * 65_536) >>> 0;
}

function oddLong(words: Uint16Array, at: number): number {
  return (long(words, at) | 1) >>> 0;
}

/** A coupling from 13 words: nine weights, the bias of the first cell, its growth. */
export function couplingFrom(words: Uint16Array): Coupling {
  return {
    weights: words.slice(0, 9).map((word) => word | 1),
    start: long(words, 9),
    increment: oddLong(words, 11),
  };
}

/** The parameters of a coupling from one step of the lattice. */
export function nextCoupling(lattice: ParameterLattice): Coupling {
  return couplingFrom(lattice.next());
}

/** The parameters of a shuffle from one step of the lattice. */
export function nextShuffle(lattice: ParameterLattice): Shuffle {
  const words = lattice.next();
  return {
    offsets: [long(words, 0), long(words, 2)],
    generator: { state: long(words, 4), increment: oddLong(words, 6) },
  };
}
