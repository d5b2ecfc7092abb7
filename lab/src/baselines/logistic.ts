import { logisticMap, nativeValues, stateByte } from "neuroveil/internal/chaos";
import { maskCipher, type Cipher } from "neuroveil/ciphers";
import { realKey } from "./real-key.ts";

export { logisticMap };

/** x0 and 1 - x0 meet after one step, so only one of them is a key. */
const boxes = [
  [0, 0.5],
  [3.99, 4],
] as const;

/** 1.5 times the 57 steps in which a difference in the last bit grows to order 1 at r = 3.99. */
const transient = 90;

/** The byte sequence of the logistic map, XORed to the image. */
export const logistic: Cipher = maskCipher({
  id: "logistic",
  family: "baseline",
  status: "baseline",
  source:
    "the logistic-map XOR cipher of the literature, low digits of the state as mask; weak: the mask ignores the image, orbits in doubles close after some 10^6 to 10^7 steps, r has periodic windows, x0 = 0 stays there",
  parameters: { transient },
  nativeKey: realKey(["x0", "r"], boxes),
  keySpace: "2^(2 * 53) values, fewer in effect: orbits merge and close",
  addMask: (data, key) => {
    const [x0, r] = nativeValues(key, boxes) as unknown as readonly [number, number];
    let x = x0;
    for (let step = 0; step < transient; step++) x = logisticMap(r, x);
    for (let i = 0; i < data.length; i++) {
      x = logisticMap(r, x);
      data[i]! ^= stateByte(x);
    }
  },
});
