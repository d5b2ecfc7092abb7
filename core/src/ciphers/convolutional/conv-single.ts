import {
  convolveCausal,
  deconvolveCausal,
  type CausalKernel,
} from "../../layers/causal-convolution.ts";
import { powersOfTwo, type PlaneLayout } from "../../layers/circular-convolution.ts";
import type { CircularEngine } from "../../layers/circular-layer.ts";
import { fastCircular } from "../../kernels/circular/circular-kernel.ts";
import { stopIfAborted } from "../../abort.ts";
import type { Cipher, Run } from "../cipher.ts";
import { rowBytes, type Raster } from "../raster.ts";

const keyBytes = 10;

const causal = { encrypt: convolveCausal, decrypt: deconvolveCausal } as const;

/**
 * One keyed convolution and a bias, as a known-weak control. It is affine: an image of zeros gives
 * the bias, one with a single 1 gives the kernel, and these two decrypt all others.
 */
export const convSingle: Cipher = {
  id: "conv-single",
  family: "convolutional",
  status: "known-weak",
  lossless: true,
  source:
    "the survey of four networks, section 2.3 (1): one convolutional layer; weak: affine modulo 256, two chosen images give the key",
  parameters: {
    kernel: "3 x 3",
    circular: "where width and height are powers of two, else causal",
  },
  nativeKey: {
    bytes: keyBytes,
    nonceBytes: 0,
    description:
      "nine weights, row by row, and a bias: 8 bits each, step 1. The centre's lowest bit is set to what makes the layer invertible, so two keys that differ there are equivalent; the causal form reads the first five weights alone",
  },
  keySpace: "2^79, or 2^47 in the causal form; two chosen images need none",
  keyVectorBytes: 0,
  tileRows: 0,
  encrypt: async (raster, key, run) => await convolution(raster, key, "encrypt", run),
  decrypt: async (raster, key, _keyVector, run) => await convolution(raster, key, "decrypt", run),
};

/** The kernel with an odd sum. */
function circularKernel(key: Uint8Array): Uint8Array {
  const kernel = key.slice(0, 9);
  if (kernel.reduce((sum, weight) => sum + weight, 0) % 2 === 0) kernel[4]! ^= 1;
  return kernel;
}

function causalKernel(key: Uint8Array): CausalKernel {
  const [upLeft, up, upRight, left, own] = key as unknown as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { own: own | 1, before: [upLeft, up, upRight, left], bias: key[9]! };
}

async function convolution(
  raster: Raster,
  key: Uint8Array,
  direction: keyof CircularEngine,
  run: Run = {},
): Promise<Uint8Array> {
  const { width, height, channels, bytesPerSample, data } = raster;
  if (key.length !== keyBytes)
    throw new RangeError(`"key" expected ${keyBytes} bytes, got ${key.length}`);
  if (data.length !== rowBytes(raster) * height)
    throw new RangeError(
      `"raster.data" expected ${rowBytes(raster) * height} bytes, got ${data.length}`,
    );
  stopIfAborted(run.signal);
  const layout: PlaneLayout = { width, height, stride: channels * bytesPerSample };
  if (powersOfTwo(layout)) {
    const circular = await fastCircular();
    circular[direction](data, { layout, kernel: circularKernel(key), bias: key[9]! });
  } else {
    causal[direction](data, layout, causalKernel(key));
  }
  run.onProgress?.(1);
  run.onRows?.(0, height);
  return new Uint8Array();
}
