import { nativeValues, RungeKutta, stateByte } from "neuroveil/internal/chaos";
import { maskCipher, type Cipher } from "neuroveil/ciphers";
import { realKey } from "./real-key.ts";

/** The flow is symmetric in (x, y) to (-x, -y): only starts with x > 0 are keys. */
const boxes = [
  [1, 10],
  [-10, 10],
  [10, 30],
] as const;

const h = 0.005;

/** 60 time units: 1.5 times what a difference in the last bit needs to grow to order 1. */
const transientSteps = 12_000;

/**
 * 0.025 time units between samples. One byte a step, as papers take, is a smooth curve modulo 256
 * that its finite differences reveal.
 */
const stepsPerSample = 5;

/** Lorenz 1963 with sigma = 10, rho = 28, beta = 8/3. */
export function lorenzField(state: Float64Array, slope: Float64Array): void {
  const [x, y, z] = state as unknown as readonly [number, number, number];
  slope[0] = 10 * (y - x);
  slope[1] = x * (28 - z) - y;
  slope[2] = x * y - (8 / 3) * z;
}

/** Three bytes a sample of the Lorenz flow, one of each coordinate, XORed to the image. */
export const lorenz: Cipher = maskCipher({
  id: "lorenz",
  family: "baseline",
  status: "baseline",
  source:
    "Lorenz 1963, low digits of the three coordinates as XOR mask, sampled every 0.025 time units; weak: the mask ignores the image, keys merge as the flow contracts",
  parameters: { h, transientSteps, stepsPerSample },
  nativeKey: realKey(["x0", "y0", "z0"], boxes),
  keySpace: "2^(3 * 53) values, fewer in effect: orbits merge on an attractor of dimension 2.06",
  addMask: (data, key) => {
    const flow = new RungeKutta(lorenzField, nativeValues(key, boxes), h);
    flow.advance(transientSteps);
    for (let i = 0; i < data.length; i++) {
      const coordinate = i % 3;
      if (coordinate === 0) flow.advance(stepsPerSample);
      data[i]! ^= stateByte(flow.state[coordinate]!);
    }
  },
});
