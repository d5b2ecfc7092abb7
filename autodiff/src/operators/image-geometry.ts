import { shapeText, type Tensor } from "../graph/tensor.ts";

/** Zeros around an image: rows above and below, columns to the left and right. */
export interface Padding {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export function allSides(padding: number | Padding): Padding {
  if (typeof padding !== "number") return padding;
  return { top: padding, left: padding, bottom: padding, right: padding };
}

/** In the order of ONNX. */
export function pads({ top, left, bottom, right }: Padding): readonly number[] {
  return [top, left, bottom, right];
}

/** Height and width of what a kernel gives on an image. */
export function convolvedSize(
  [height, width]: readonly [number, number],
  [kernelHeight, kernelWidth]: readonly [number, number],
  stride: number,
  { top, left, bottom, right }: Padding,
): readonly [number, number] {
  return [
    Math.floor((height + top + bottom - kernelHeight) / stride) + 1,
    Math.floor((width + left + right - kernelWidth) / stride) + 1,
  ];
}

/** The shape of images, or of a kernel. */
export function fourAxes(
  name: string,
  { shape }: Tensor,
): readonly [number, number, number, number] {
  if (shape.length !== 4) {
    throw new RangeError(`"${name}" expected four axes, got shape ${shapeText(shape)}`);
  }
  return shape as unknown as readonly [number, number, number, number];
}
