import {
  convolutionLayer,
  multiply,
  relu,
  slice,
  type Scope,
  type Tensor,
} from "@neuroveil/autodiff";
import type { Autoencoder } from "../autoencoder/players.ts";
import type { CommonSetting } from "../../recipe.ts";
import { runHalf, type NetworkSetting } from "./network.ts";

/** The guess of an adversary who sees cipher images and has no key: three convolutions of 32 channels. */
export function adversary(scope: Scope, cipher: Tensor): Tensor {
  const first = relu(convolutionLayer(scope.child("0"), multiply(cipher, 1 / 128), 32));
  const second = relu(convolutionLayer(scope.child("1"), first, 32));
  return multiply(convolutionLayer(scope.child("2"), second, 3), 128);
}

export const autoencoder: Autoencoder<CommonSetting | NetworkSetting | "side" | "keyPlanes"> = {
  side: ({ side }) => side,
  keyShape: ({ keyPlanes, side }) => [keyPlanes, side, side],
  encode: runHalf,
  decode: runHalf,
  adversary,
  // A quarter of the samples tells a histogram of 64 bins well enough.
  sampled: (cipher) => slice(cipher, [0, 0, 0, 0], cipher.shape, [1, 1, 2, 2]),
};
