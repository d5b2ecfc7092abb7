import { nativeValues, stateByte } from "neuroveil/internal/chaos";
import { maskCipher, type Cipher } from "neuroveil/ciphers";
import { realKey } from "./real-key.ts";

const a = 1.4;
const b = 0.3;

/** Inside the basin of the attractor: none of 100,000 random starts in it diverged. */
const boxes = [
  [-0.5, 0.5],
  [-0.2, 0.2],
] as const;

/** 1.5 times the 86 steps in which a difference in the last bit grows to order 1. */
const transient = 129;

/** One step of the Henon map, in place. */
export function henonMap(state: Float64Array): void {
  const x = state[0]!;
  state[0] = 1 - a * x * x + state[1]!;
  state[1] = b * x;
}

/** The byte sequence of x of the Henon map (y only repeats it, scaled), XORed to the image. */
export const henon: Cipher = maskCipher({
  id: "henon",
  family: "baseline",
  status: "baseline",
  source:
    "Henon 1976, low digits of x as XOR mask; weak: the mask ignores the image, the map contracts areas, so that keys merge",
  parameters: { a, b, transient },
  nativeKey: realKey(["x0", "y0"], boxes),
  keySpace: "2^(2 * 53) values, fewer in effect: orbits merge on an attractor of dimension 1.26",
  addMask: (data, key) => {
    const state = nativeValues(key, boxes);
    for (let step = 0; step < transient; step++) henonMap(state);
    for (let i = 0; i < data.length; i++) {
      henonMap(state);
      data[i]! ^= stateByte(state[0]!);
    }
  },
});
