import { growth } from "../../layers/growth.ts";
import { channelMatrix } from "../../layers/channel-mixing.ts";
import { nextCoupling, nextShuffle } from "../../layers/keyed-layers.ts";
import { latticeKeyBytes, ParameterLattice } from "../../layers/parameter-lattice.ts";
import { nextFullyConnected } from "../../layers/pooling.ts";
import type { Cipher } from "../cipher.ts";
import { latticeCipher, type LatticeNetwork, type Shape } from "../kinds/lattice-cipher.ts";
import {
  coupling,
  fullyConnectedCoupling,
  mixing,
  shuffling,
  type Layer,
} from "../kinds/lattice-layers.ts";
import { rowBytes } from "../raster.ts";

const source =
  "the survey of four networks, section 2.3 (2): multi-layer convolution, as integer coupling layers with a keyed permutation in every round";

/** Channels that the matrix mixes at the most: those of RGBA or CMYK. */
const mostMixed = 4;
const leastRounds = 10;

/** From this size on, one key of several hundred thousand spreads a change two rounds more slowly. */
const slowBytes = 2 ** 30;

/**
 * A change spreads to some ten times as many bytes a round and has reached all of a megabyte after
 * seven; three more are a margin. Larger images take a round more for every factor of eight, and a
 * gigabyte another two.
 */
export function roundsFor(bytes: number): number {
  return leastRounds + growth(bytes, 8) + (bytes >= slowBytes ? 2 : 0);
}

/** The rounds of the network, from the next steps of the lattice: a += F(b), b += F(a), shuffle. */
export function convolutionRounds(
  lattice: ParameterLattice,
  rounds: number,
  fullyConnected: boolean,
): readonly Layer[] {
  const next = (target: 0 | 1): Layer =>
    fullyConnected
      ? fullyConnectedCoupling(target, nextFullyConnected(lattice))
      : coupling(target, nextCoupling(lattice));
  return Array.from({ length: rounds }, () => [
    next(0),
    next(1),
    shuffling(nextShuffle(lattice)),
  ]).flat();
}

/** Mixes the channels of a pixel, where there are several. */
export function channelLayers(lattice: ParameterLattice, shape: Shape): readonly Layer[] {
  const words = lattice.next();
  const n = Math.min(shape.channels, mostMixed);
  return n === 1 ? [] : [mixing(shape, channelMatrix(n, words))];
}

function network(
  key: Uint8Array,
  shape: Shape,
  {
    rounds = roundsFor(rowBytes(shape) * shape.height),
    fullyConnected = false,
  }: ConvolutionVariant,
): LatticeNetwork {
  const lattice = new ParameterLattice(key);
  return {
    first: channelLayers(lattice, shape),
    layers: convolutionRounds(lattice, rounds, fullyConnected),
    digestStart: lattice.next(),
  };
}

const row = {
  family: "convolutional",
  status: "cipher",
  nativeKey: {
    bytes: latticeKeyBytes,
    description:
      "X(0) and X(1), the first planes of the lattice that gives kernels, biases and permutations: 2 x 32 words of 16 bits (little-endian), step 1; no equivalent keys are known",
  },
  keySpace: "2^(2 * 32 * 16) initial planes; 2^256 when derived from a content key",
} as const;

/** Convolutions of each half of the bytes masking the other half, and a keyed permutation, in turn. */
export const convMulti: Cipher = latticeCipher({
  ...row,
  id: "conv-multi",
  source,
  parameters: {
    rounds: `${leastRounds}, one more for each factor of 8 above 1 MB`,
    kernel: "3 x 3",
  },
  network: (key, shape) => network(key, shape, {}),
});

export interface ConvolutionVariant {
  /** Id under which results are shown; it enters key derivation. Default "conv-multi-variant". */
  readonly id?: string;
  /** 1 to 64. Default: as many as conv-multi has. */
  readonly rounds?: number;
  /**
   * Pooling and a fully connected layer give the kernels and biases of every coupling from the whole
   * plane that it reads. Default: they come from the key alone.
   */
  readonly fullyConnected?: boolean;
}

/**
 * conv-multi with another number of rounds or another coupling function, for studies.
 * @throws RangeError for a number of rounds outside 1 to 64
 * @example
 * const pooled = convolutionVariant({ fullyConnected: true, rounds: 4 });
 */
export function convolutionVariant(variant: ConvolutionVariant = {}): Cipher {
  const { id = "conv-multi-variant", rounds, fullyConnected = false } = variant;
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds >= 1 && rounds <= 64))
    throw new RangeError(`"rounds" expected a whole number from 1 to 64, got ${rounds}`);
  return latticeCipher({
    ...row,
    id,
    source: fullyConnected
      ? `${source}; pooling and a fully connected layer in the coupling function`
      : source,
    parameters: { rounds: rounds ?? "as conv-multi", fullyConnected: String(fullyConnected) },
    network: (key, shape) => network(key, shape, variant),
  });
}
