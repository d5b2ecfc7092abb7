import {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "./integer-convolution.ts";
import { runIntegerLstm, type IntegerLstm } from "./integer-lstm.ts";
import { fromPatches, toPatches } from "./patches.ts";
import { startsFromKey } from "./key-start.ts";

/** Height and width of the squares of pixels that are one step of an LSTM. */
export const patchSide = 4;

/** One direction of the hybrid autoencoder. */
export interface HybridHalf {
  /** Convolutions at full resolution; the last, to three planes, also sees what the first is given. */
  readonly cnn: readonly IntegerConvolution[];
  /** LSTM layers over the patches, each on the outputs of the one before. */
  readonly lstm: readonly IntegerLstm[];
  /** 1 × 1: from the units of the last LSTM layer to the samples of a patch. */
  readonly projection: IntegerConvolution;
}

/** The paper's pipeline taken as an autoencoder (hybrid CNN-LSTM, section 4). */
export interface HybridAutoencoder {
  readonly encoder: HybridHalf;
  readonly decoder: HybridHalf;
  /** Bytes of the key that the states begin with. */
  readonly keyBytes: number;
  /** Whether the decoder's LSTM reads from the last patch to the first. */
  readonly backwards: boolean;
}

/**
 * Image → CNN features → LSTM sequence that begins with the key → cipher image.
 *
 * @param x three planes of samples less 128; height and width are multiples of `patchSide`
 * @param key `keyBytes` bytes
 * @param convolve what runs a convolution, the readable definition when absent
 * @returns three planes of samples less 128
 */
export function encodeHybrid(
  network: HybridAutoencoder,
  x: Planes,
  key: Uint8Array,
  convolve: ConvolvePlanes = convolvePlanes,
): Planes {
  const { cnn, ...recurrent } = network.encoder;
  return runRecurrent(recurrent, runCnn(cnn, x, convolve), { key, convolve, backwards: false });
}

/** Cipher image → LSTM that begins with the key → CNN → image; otherwise as `encodeHybrid`. */
export function decodeHybrid(
  network: HybridAutoencoder,
  x: Planes,
  key: Uint8Array,
  convolve: ConvolvePlanes = convolvePlanes,
): Planes {
  const { cnn, ...recurrent } = network.decoder;
  const { backwards } = network;
  return runCnn(cnn, runRecurrent(recurrent, x, { key, convolve, backwards }), convolve);
}

function runCnn(
  cnn: readonly IntegerConvolution[],
  given: Planes,
  convolve: ConvolvePlanes,
): Planes {
  return cnn.reduce(
    (y, layer, i) => convolve(layer, i === cnn.length - 1 ? stackPlanes(y, given) : y),
    given,
  );
}

interface Reading {
  readonly key: Uint8Array;
  readonly convolve: ConvolvePlanes;
  readonly backwards: boolean;
}

function runRecurrent(
  { lstm, projection }: Omit<HybridHalf, "cnn">,
  x: Planes,
  { key, convolve, backwards }: Reading,
): Planes {
  const starts = startsFromKey(
    key,
    lstm.map(({ units }) => units),
  );
  const outputs = lstm.reduce(
    (y, layer, i) => runIntegerLstm(layer, y, starts[i]!, backwards),
    toPatches(x, patchSide),
  );
  return fromPatches(convolve(projection, outputs), patchSide);
}
