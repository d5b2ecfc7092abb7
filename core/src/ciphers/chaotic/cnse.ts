import { logisticMap } from "../../chaos/logistic-map.ts";
import { describeValues, nativeValues } from "../../chaos/native-values.ts";
import type { Cipher } from "../cipher.ts";
import { maskCipher } from "../kinds/whole-image.ts";

/** x0 and 1 - x0 meet after one step, so only one of them is a key. */
const boxes = [
  [0, 0.5],
  [3.9, 4],
] as const;
const names = ["x0", "mu"];

/**
 * A byte through eight neurons whose weights and biases chaotic bits set: weight 1 and bias -1/2 for a
 * bit 0, -1 and 1/2 for a bit 1, and no weights between neurons. As written in the paper; what comes
 * out is the byte XOR the chaotic bits.
 */
function signalNeurons(byte: number, chaos: number): number {
  let out = 0;
  for (let bit = 0x80; bit > 0; bit >>= 1) {
    const weight = (chaos & bit) === 0 ? 1 : -1;
    const bias = -weight / 2;
    const input = (byte & bit) === 0 ? 0 : 1;
    if (weight * input + bias >= 0) out |= bit;
  }
  return out;
}

/** The oldest chaotic neural cipher: known-weak, one known image gives the mask of all others. */
export const cnse: Cipher = maskCipher({
  id: "cnse",
  family: "chaotic",
  status: "known-weak",
  source:
    "CNSE, Yen and Guo 1999 and Su, Lin, Yen 2000; weak: its network is an XOR with the logistic map's bits, so that one known image gives the mask (Li, Li, Zhang, Chen 2004)",
  parameters: {},
  nativeKey: {
    bytes: 16,
    nonceBytes: 0,
    description: describeValues(names, boxes),
    values: names.map((name, i) => ({ name, low: boxes[i]![0], high: boxes[i]![1] })),
  },
  keySpace: "2^(2 * 53) values, fewer in effect: orbits merge and close",
  addMask: (data, key) => {
    const [x0, mu] = nativeValues(key, boxes) as unknown as readonly [number, number];
    let x = x0;
    for (let i = 0; i < data.length; i++) {
      x = logisticMap(mu, x);
      data[i] = signalNeurons(data[i]!, Math.floor(256 * x));
    }
  },
});
