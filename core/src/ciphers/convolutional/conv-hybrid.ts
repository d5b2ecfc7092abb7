import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import { maps, nextMaps, skewTentKeyBytes, skewTentMaps } from "../../layers/skew-tent-mask.ts";
import type { Cipher } from "../cipher.ts";
import { channelLayers, convolutionRounds, roundsFor } from "./conv-multi.ts";
import { latticeCipher } from "../kinds/lattice-cipher.ts";
import { masking } from "../kinds/lattice-layers.ts";
import { rowBytes } from "../raster.ts";

/**
 * conv-multi between two masks from skew-tent maps, before its first round and after its last. The
 * second mask has the same states under other tops, so that all of the key decides over both.
 */
export const convHybrid: Cipher = withRounds();

/** The same with another number of rounds, for studies. */
export function convHybridOfRounds(rounds: number): Cipher {
  return withRounds(rounds);
}

function withRounds(rounds?: number): Cipher {
  return latticeCipher({
    id: "conv-hybrid",
    family: "convolutional",
    status: "cipher",
    source:
      "the survey of four networks, section 2.3 (3): convolution combined with chaotic mapping; conv-multi with a skew-tent keystream before the first and after the last round",
    parameters: { rounds: rounds ?? "as conv-multi", kernel: "3 x 3", maps },
    nativeKey: {
      bytes: latticeKeyBytes + skewTentKeyBytes,
      description:
        "X(0) and X(1) as in conv-multi: 2 x 32 words of 16 bits, step 1; then 16 states in [2^-10, 0.2) and 16 tops in [0.2, 0.8) of skew-tent maps: 48 bits each (big-endian), step 2^-48 of the range; a top of exactly 1/2 loses a bit a step",
    },
    keySpace:
      "2^(2 * 32 * 16 + 2 * 16 * 48) planes and maps; 2^256 when derived from a content key",
    network: (key, shape) => {
      const lattice = new ParameterLattice(key.subarray(0, latticeKeyBytes));
      const tents = skewTentMaps(key.subarray(latticeKeyBytes));
      return {
        first: [...channelLayers(lattice, shape), masking(tents)],
        layers: convolutionRounds(
          lattice,
          rounds ?? roundsFor(rowBytes(shape) * shape.height),
          false,
        ),
        last: [masking(nextMaps(tents))],
        digestStart: lattice.next(),
      };
    },
  });
}
