import { convolveCircular, deconvolveCircular, type PlaneLayout } from "./circular-convolution.ts";

/** A circular convolution with a bias modulo 256, where width and height are powers of two. */
export interface CircularLayer {
  readonly layout: PlaneLayout;
  /** Nine weights, row by row; their sum is odd, so that the layer inverts. */
  readonly kernel: Uint8Array;
  readonly bias: number;
}

/** Runs such layers on the bytes of an image, in place. */
export interface CircularEngine {
  encrypt(data: Uint8Array, layer: CircularLayer): void;
  decrypt(data: Uint8Array, layer: CircularLayer): void;
}

/** As the definitions say, one byte at a time. */
export const referenceCircular: CircularEngine = {
  encrypt(data, { layout, kernel, bias }) {
    data.set(convolveCircular(data, layout, kernel).map((byte) => byte + bias));
  },
  decrypt(data, { layout, kernel, bias }) {
    const linear = data.map((byte) => byte - bias);
    data.set(deconvolveCircular(linear, layout, kernel));
  },
};
