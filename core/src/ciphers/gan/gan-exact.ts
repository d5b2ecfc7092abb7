import { nextCoupling, nextShuffle } from "../../layers/keyed-layers.ts";
import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import { readCouplingKernels, type RoundKernels } from "../../networks/trained/coupling-kernels.ts";
import { ganExactWeights } from "../../networks/generated/gan-exact-weights.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import type { Cipher } from "../cipher.ts";
import { channelLayers, roundsFor } from "../convolutional/conv-multi.ts";
import { latticeCipher } from "../kinds/lattice-cipher.ts";
import { coupling, shuffling, type Layer } from "../kinds/lattice-layers.ts";
import { rowBytes } from "../raster.ts";

/** SHA-256 of the weights that ship with this version. */
const weightsHash = "b668f7e422c221df24f7fe107de6c6779d411cb383ae60c270f2449b3b800737";

let shipped: Promise<readonly RoundKernels[]> | undefined;

function shippedKernels(): Promise<readonly RoundKernels[]> {
  shipped ??= pinnedFile(ganExactWeights, weightsHash).then(readCouplingKernels);
  return shipped;
}

/** a += F(b), b += F(a), shuffle: kernels are learned and known to all, all else is the key's. */
function round(lattice: ParameterLattice, kernels: RoundKernels): readonly Layer[] {
  const next = (target: 0 | 1): Layer =>
    coupling(target, { ...nextCoupling(lattice), weights: Uint16Array.from(kernels[target]) });
  return [next(0), next(1), shuffling(nextShuffle(lattice))];
}

/**
 * A generator made of integer couplings alone, so that decryption is algebra and exact. Its kernels were
 * learned against a judge (`train gan-exact`); the key decides over biases and permutations.
 */
export const ganExact: Cipher = withRounds();

/** The same with another number of rounds, for studies. */
export function ganExactOfRounds(rounds: number): Cipher {
  return withRounds(rounds);
}

function withRounds(given?: number): Cipher {
  return latticeCipher({
    id: "gan-exact",
    family: "gan",
    status: "cipher",
    source:
      "the survey of four networks, section 2.4 (3): direct generation of cipher images; a generator that inverts exactly, its weights chosen by adversarial training",
    parameters: { rounds: given ?? "as conv-multi", kernel: "3 x 3, learned" },
    nativeKey: {
      bytes: latticeKeyBytes,
      description:
        "X(0) and X(1), the first planes of the lattice that gives biases and permutations: 2 x 32 words of 16 bits (little-endian), step 1; no equivalent keys are known",
    },
    keySpace: "2^(2 * 32 * 16) initial planes; 2^256 when derived from a content key",
    weights: weightsHash,
    network: async (key, shape) => {
      const kernels = await shippedKernels();
      const lattice = new ParameterLattice(key);
      const first = channelLayers(lattice, shape);
      const rounds = given ?? roundsFor(rowBytes(shape) * shape.height);
      const layers = Array.from({ length: rounds }, (_, i) =>
        round(lattice, kernels[i % kernels.length]!),
      );
      return { first, layers: layers.flat(), digestStart: lattice.next() };
    },
  });
}
