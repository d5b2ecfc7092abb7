import { shapeText, type Tensor } from "../graph/tensor.ts";
import { broadcastTo, reshape } from "./broadcast.ts";
import { fourAxes } from "./image-geometry.ts";
import { largest, mean } from "./reductions.ts";

/** Squares of side × side pixels as two axes of their own: [n, c, height/side, side, width/side, side]. */
function squares(x: Tensor, side: number): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  if (height % side !== 0 || width % side !== 0) {
    throw new RangeError(
      `"side" expected one that divides the image of ${shapeText(x.shape)}, got ${side}`,
    );
  }
  return reshape(x, [images, channels, height / side, side, width / side, side]);
}

/** The largest of each square of side × side pixels. */
export function maxPool(x: Tensor, side: number): Tensor {
  return largest(squares(x, side), { axes: [3, 5] });
}

/** The mean of each square of side × side pixels. */
export function averagePool(x: Tensor, side: number): Tensor {
  return mean(squares(x, side), { axes: [3, 5] });
}

/** Every pixel as a square of side × side pixels. */
export function upsample(x: Tensor, side: number): Tensor {
  const [images, channels, height, width] = fourAxes("x", x);
  const cells = reshape(x, [images, channels, height, 1, width, 1]);
  return reshape(broadcastTo(cells, [images, channels, height, side, width, side]), [
    images,
    channels,
    height * side,
    width * side,
  ]);
}
