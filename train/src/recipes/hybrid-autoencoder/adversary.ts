import { convolutionLayer, multiply, relu, type Scope, type Tensor } from "@neuroveil/autodiff";
import { fromPatches, toPatches } from "./patches.ts";

const channels = 64;

/**
 * The guess of an adversary who sees cipher images and has no key: three convolutions over patches, so
 * that all samples of a patch and its neighbours are before it, as the cipher mixes them.
 *
 * @param cipher [images, 3, height, width], samples less 128
 */
export function adversary(scope: Scope, cipher: Tensor): Tensor {
  const patches = multiply(toPatches(cipher), 1 / 128);
  const first = relu(convolutionLayer(scope.child("0"), patches, channels));
  const second = relu(convolutionLayer(scope.child("1"), first, channels));
  const guess = convolutionLayer(scope.child("2"), second, patches.shape[1]!);
  return multiply(fromPatches(guess), 128);
}
