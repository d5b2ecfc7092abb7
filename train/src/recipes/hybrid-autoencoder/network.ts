import {
  concatenate,
  slice,
  split,
  type LstmState,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import { patchSide } from "neuroveil/internal/networks";
import {
  quantisedConvolution,
  type QuantisedLayer,
} from "../../quantised/quantised-convolution.ts";
import { quantisedLstm } from "../../quantised/quantised-lstm.ts";
import type { Settings } from "../../recipe.ts";
import type { Setting } from "./settings.ts";
import { fromPatches, fromSteps, toPatches, toSteps } from "./patches.ts";

const samples = { low: -128, high: 127 };

/** Rectified hidden layers, then three planes of samples less 128. */
export function cnnLayers({ cnnLayers, channels }: Settings<Setting>): readonly QuantisedLayer[] {
  const hidden = { outputs: channels, low: 0, high: 255 };
  return [...Array.from({ length: cnnLayers }, () => hidden), { outputs: 3, ...samples }];
}

/** From the units of the last LSTM layer to the samples of a patch. */
export const projection: QuantisedLayer = { outputs: 3 * patchSide ** 2, side: 1, ...samples };

/**
 * Twin of `encodeHybrid` in training.
 *
 * @param images [images, 3, height, width], samples less 128
 * @param keys [images, keyBytes], bytes less 128
 */
export function encode(
  scope: Scope,
  settings: Settings<Setting>,
  images: Tensor,
  keys: Tensor,
): Tensor {
  return runRecurrent(scope, settings, runCnn(scope, settings, images), keys, false);
}

/** Twin of `decodeHybrid` in training; otherwise as `encode`. */
export function decode(
  scope: Scope,
  settings: Settings<Setting>,
  cipher: Tensor,
  keys: Tensor,
): Tensor {
  const backwards = settings.backwards === 1;
  return runCnn(scope, settings, runRecurrent(scope, settings, cipher, keys, backwards));
}

function runCnn(scope: Scope, settings: Settings<Setting>, given: Tensor): Tensor {
  return cnnLayers(settings).reduce(
    (y, layer, i, { length }) =>
      quantisedConvolution(
        scope.child(`cnn.${i}`),
        i === length - 1 ? concatenate([y, given], 1) : y,
        layer,
      ),
    given,
  );
}

function runRecurrent(
  scope: Scope,
  settings: Settings<Setting>,
  x: Tensor,
  keys: Tensor,
  backwards: boolean,
): Tensor {
  const { units } = settings;
  const patches = toPatches(x);
  const [, , down = 1, across = 1] = patches.shape;
  const outputs = startsFromKeys(keys, settings).reduce(
    (y, start, i) => quantisedLstm(scope.child(`lstm.${i}`), y, { units, start, backwards }),
    toSteps(patches),
  );
  const y = fromSteps(outputs, down, across);
  return fromPatches(quantisedConvolution(scope.child("projection"), y, projection));
}

/** Twin of `startsFromKey` in training. */
function startsFromKeys(
  keys: Tensor,
  { lstmLayers, units }: Settings<Setting>,
): readonly LstmState[] {
  const [images = 1, keyBytes = 1] = keys.shape;
  const states = 2 * lstmLayers * units;
  const rounds = Array.from({ length: Math.ceil(states / keyBytes) }, () => keys);
  const all = slice(concatenate(rounds, 1), [0, 0], [images, states]);
  return split(all, 1, lstmLayers).map((layer) => {
    const [hidden, cell] = split(layer, 1, 2) as [Tensor, Tensor];
    return { hidden, cell };
  });
}
