import { growth } from "../../layers/growth.ts";
import { nextCoupling, nextShuffle } from "../../layers/keyed-layers.ts";
import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import type { Cipher } from "../cipher.ts";
import { latticeCipher } from "../kinds/lattice-cipher.ts";
import { coupling, shuffling } from "../kinds/lattice-layers.ts";
import { rowBytes } from "../raster.ts";

const leastSteps = 16;

/**
 * A change spreads to some five times as many cells a step and has reached all of a megabyte after
 * eleven; five more are a margin. Larger images take two steps more for every factor of sixteen.
 */
export function stepsFor(bytes: number): number {
  return leastSteps + 2 * growth(bytes, 16);
}

/**
 * A discrete-time cellular network on the planes of even and odd bytes, X(0) and X(1):
 * X(t+1) = X(t-1) + F(template(t) * X(t) + bias(t)) modulo 256, then both planes are permuted.
 */
export const cellularDiscrete: Cipher = withSteps();

/** The same with another number of steps, for studies. */
export function cellularDiscreteOfSteps(steps: number): Cipher {
  return withSteps(steps);
}

function withSteps(given?: number): Cipher {
  return latticeCipher({
    id: "cellular-discrete",
    family: "cellular",
    status: "cipher",
    source:
      "the survey of four networks, section 2.2 (2) and equation 6, in second-order form (Fredkin), which is invertible, with a keyed permutation in every step",
    parameters: {
      steps: given ?? `${leastSteps}, two more for each factor of 16 above 1 MB`,
      template: "3 x 3",
    },
    nativeKey: {
      bytes: latticeKeyBytes,
      description:
        "X(0) and X(1) of the lattice that gives templates, biases and permutations: 2 x 32 words of 16 bits (little-endian), step 1; no equivalent keys are known",
    },
    keySpace: "2^(2 * 32 * 16) initial planes; 2^256 when derived from a content key",
    network: (key, shape) => {
      const lattice = new ParameterLattice(key);
      const steps = Array.from(
        { length: given ?? stepsFor(rowBytes(shape) * shape.height) },
        (_, t) => [
          coupling(t % 2 === 0 ? 0 : 1, nextCoupling(lattice)),
          shuffling(nextShuffle(lattice)),
        ],
      );
      return { layers: steps.flat(), digestStart: lattice.next() };
    },
  });
}
