import { oddInverse } from "./channel-mixing.ts";
import type { PlaneLayout } from "./circular-convolution.ts";

/** Weights of a convolution that reads, of its own output, only what comes before. */
export interface CausalKernel {
  /** Weight of the input cell; odd. */
  readonly own: number;
  /** Weights of the output cells up-left, up, up-right and left. */
  readonly before: readonly [number, number, number, number];
  readonly bias: number;
}

/**
 * c[i,j] = own * p[i,j] + weights x (the four cells of c before it) + bias modulo 256, in place and
 * plane by plane; what lies outside is zero. Inverts for every size: the inverse reads only c.
 */
export function convolveCausal(data: Uint8Array, layout: PlaneLayout, kernel: CausalKernel): void {
  const { own, bias } = kernel;
  const frame = framed(layout);
  walk(layout, kernel, frame, (i, at, before) => {
    const cell = (own * data[i]! + before + bias) & 255;
    frame[at] = cell;
    data[i] = cell;
  });
}

/** Undoes `convolveCausal`, in place. */
export function deconvolveCausal(
  data: Uint8Array,
  layout: PlaneLayout,
  kernel: CausalKernel,
): void {
  const inverse = oddInverse(kernel.own);
  const frame = framed(layout);
  walk(layout, kernel, frame, (i, at, before) => {
    const cell = data[i]!;
    frame[at] = cell;
    data[i] = inverse * (cell - before - kernel.bias);
  });
}

/** Room for the output with a row of zeros above and a cell of zeros at both ends of every row. */
function framed({ width, height, stride }: PlaneLayout): Uint8Array {
  return new Uint8Array((height + 1) * (width + 2) * stride);
}

/** Calls `cell` with every place in the image and in the frame, and what the cells before it weigh. */
function walk(
  { width, height, stride }: PlaneLayout,
  { before: [upLeft, up, upRight, left] }: CausalKernel,
  frame: Uint8Array,
  cell: (i: number, at: number, before: number) => void,
): void {
  const row = (width + 2) * stride;
  for (let y = 0, i = 0; y < height; y++) {
    const start = (y + 1) * row + stride;
    for (let at = start; at < start + width * stride; at++, i++) {
      const above = at - row;
      cell(
        i,
        at,
        upLeft * frame[above - stride]! +
          up * frame[above]! +
          upRight * frame[above + stride]! +
          left * frame[at - stride]!,
      );
    }
  }
}
