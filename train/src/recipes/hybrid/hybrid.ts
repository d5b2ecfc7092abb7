import {
  checkDiffusion,
  checkWeights,
  defaultOptions,
  defaultShape,
  HybridNetwork,
  readWeights,
  seedWeights,
  writeWeights,
} from "neuroveil/internal/networks";
import type { Subject } from "../../families/hybrid/subject.ts";
import { hybridContender, nets } from "./network.ts";

const units = 32;
/** The order of the three rows of `bias` in a weight file. */
const biases = ["forget", "candidate", "open"] as const;

/** The flagship: two LSTMs; its convolution has no weights, they come from the key. */
export const hybridSubject: Subject = {
  id: "hybrid",
  contender: hybridContender,
  seedFile: () => seedWeights("neuroveil hybrid 2"),
  project: (weights) =>
    Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, differing(values)])),
  write: (weights) =>
    writeWeights(
      defaultShape,
      Object.fromEntries(
        nets.flatMap((net) => [
          [`${net}.first`, weights[`${net}.first`]!],
          [`${net}.second`, weights[`${net}.second`]!],
          [`${net}.bias`, biases.flatMap((gate) => [...weights[`${net}.${gate}`]!])],
        ]),
      ),
      "neuroveil train hybrid",
    ),
  check: (file) => {
    const weights = readWeights(file);
    for (const net of nets) {
      checkWeights(net, weights[net]);
      checkDiffusion(net, weights[net]);
    }
  },
  weights: (file) => {
    const weights = readWeights(file);
    const whole: Record<string, Int16Array> = {};
    for (const net of nets) {
      const { first, second, bias } = weights[net];
      whole[`${net}.first`] = first.slice();
      whole[`${net}.second`] = second.slice();
      for (const [i, gate] of biases.entries())
        whole[`${net}.${gate}`] = bias.slice(i * units, (i + 1) * units);
    }
    return whole;
  },
  network: (file) => new HybridNetwork(readWeights(file), defaultOptions),
};

/** Each value that has been there already moved on by 2, which keeps it odd or even: alike units keep alike states. */
function differing(values: Int16Array): Int16Array {
  const taken = new Set<number>();
  return values.map((value) => {
    let own = value;
    while (taken.has(own)) own = ((own + 2 + 32_768) & 0xffff) - 32_768;
    taken.add(own);
    return own;
  });
}
