import { runAutoencoderHalf, type AutoencoderHalf } from "./conv-autoencoder.ts";
import {
  noPlanes,
  type IntegerConvolution,
  type Planes,
} from "../quantised/integer-convolution.ts";
import type { IntegerLstm, LstmState } from "../quantised/integer-lstm.ts";
import { startsFromKey } from "./key-start.ts";
import { definedLayers, type LayerEngine } from "../quantised/layer-engine.ts";
import { fromPatches, toPatches } from "./patches.ts";

/** Height and width of the squares of pixels that are one step of an LSTM. */
export const patchSide = 4;

/** What works on the sequence of patches. */
export interface Recurrence {
  /** LSTM layers over the patches, each on the outputs of the one before. */
  readonly lstm: readonly IntegerLstm[];
  /** 1 × 1: from the units of the last LSTM layer to the samples of a patch. */
  readonly projection: IntegerConvolution;
}

/** One direction of the hybrid autoencoder. */
export interface HybridHalf extends Recurrence {
  /** Convolutions at full resolution; the last, to three planes, also sees what the first is given. */
  readonly cnn: AutoencoderHalf;
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
 * @param engine what runs the layers, their readable definitions when absent (see `fastLayers`)
 * @returns three planes of samples less 128
 */
export function encodeHybrid(
  { encoder }: HybridAutoencoder,
  x: Planes,
  key: Uint8Array,
  engine: LayerEngine = definedLayers,
): Planes {
  const features = runCnn(encoder.cnn, x, engine);
  return runRecurrence(encoder, features, keyed(encoder, key), { engine }).y;
}

/** Cipher image → LSTM that begins with the key → CNN → image; otherwise as `encodeHybrid`. */
export function decodeHybrid(
  { decoder, backwards }: HybridAutoencoder,
  x: Planes,
  key: Uint8Array,
  engine: LayerEngine = definedLayers,
): Planes {
  const { y } = runRecurrence(decoder, x, keyed(decoder, key), { engine, backwards });
  return runCnn(decoder.cnn, y, engine);
}

/** Runs the convolutions of a half, which see no key. */
function runCnn(cnn: AutoencoderHalf, x: Planes, { convolve }: LayerEngine): Planes {
  return runAutoencoderHalf(cnn, x, noPlanes(x), convolve);
}

/** The states with which the layers begin. */
export function keyed({ lstm }: Recurrence, key: Uint8Array): readonly LstmState[] {
  return startsFromKey(
    key,
    lstm.map(({ units }) => units),
  );
}

/**
 * Runs the LSTM layers of a half over the patches of three planes.
 *
 * @param states of the layers before the first patch
 * @returns three planes, and the states after the last patch
 */
export function runRecurrence(
  { lstm, projection }: Recurrence,
  x: Planes,
  states: readonly LstmState[],
  { engine, backwards }: { readonly engine: LayerEngine; readonly backwards?: boolean },
): { readonly y: Planes; readonly states: readonly LstmState[] } {
  let sequence = toPatches(x, patchSide);
  const ends = lstm.map((layer, i) => {
    const { outputs, end } = engine.runLstm(layer, sequence, states[i]!, backwards);
    sequence = outputs;
    return end;
  });
  return { y: fromPatches(engine.convolve(projection, sequence), patchSide), states: ends };
}
