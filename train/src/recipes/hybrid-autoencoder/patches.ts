import { reshape, transpose, type Tensor } from "@neuroveil/autodiff";
import { patchSide as side } from "neuroveil/internal/networks";

/** Twin of `toPatches`: [images, c, h, w] → [images, c · 16, h / 4, w / 4]. */
export function toPatches(x: Tensor): Tensor {
  const [images = 1, channels = 1, height = 1, width = 1] = x.shape;
  const [down, across] = [height / side, width / side];
  const cut = reshape(x, [images, channels, down, side, across, side]);
  const inOrder = transpose(cut, [0, 1, 3, 5, 2, 4]);
  return reshape(inOrder, [images, channels * side ** 2, down, across]);
}

/** Twin of `fromPatches`. */
export function fromPatches(x: Tensor): Tensor {
  const [images = 1, samples = 1, down = 1, across = 1] = x.shape;
  const channels = samples / side ** 2;
  const cut = reshape(x, [images, channels, side, side, down, across]);
  const inOrder = transpose(cut, [0, 1, 4, 2, 5, 3]);
  return reshape(inOrder, [images, channels, down * side, across * side]);
}

/** Positions as steps: [images, c, h, w] → [h · w, images, c]. */
export function toSteps(x: Tensor): Tensor {
  const [images = 1, channels = 1, height = 1, width = 1] = x.shape;
  return transpose(reshape(x, [images, channels, height * width]), [2, 0, 1]);
}

/** Undoes `toSteps`. */
export function fromSteps(x: Tensor, height: number, width: number): Tensor {
  const [, images = 1, channels = 1] = x.shape;
  return reshape(transpose(x, [1, 2, 0]), [images, channels, height, width]);
}
