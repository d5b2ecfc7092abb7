import {
  checkMerging,
  checkWeights,
  criterion,
  defaultOptions,
  defaultShape,
  HybridNetwork,
  readWeights,
  seedWeights,
  writeWeights,
  type HybridWeights,
} from "neuroveil/internal/hybrid-first";
import { firstHybridContender } from "./network.ts";
import { projectedRows, type WholeWeights } from "../../families/hybrid/quantised-export.ts";
import { convolutionWeights, type Subject } from "../../families/hybrid/subject.ts";

const nets = ["encoder", "mask"] as const;
const units = 32;
const fanIn = 16;
const gateWeights = 2 * units * fanIn;

/** The first flagship: convolutions and two LSTMs. */
export const firstHybridSubject: Subject = {
  id: "hybrid-first",
  contender: firstHybridContender,
  seedFile: () => seedWeights("neuroveil hybrid 1"),
  project: (weights) => {
    const bounds = {
      gates: ["any", criterion.gateNorm],
      candidates: ["odd", [criterion.candidateNorm, Number.POSITIVE_INFINITY]],
    } as const;
    const rows = nets.flatMap((net) =>
      Object.entries(bounds).map(([rows, [kind, norms]]) => {
        const name = `${net}.${rows}`;
        return [name, projectedRows(kind, weights[name]!, norms)] as const;
      }),
    );
    return { ...weights, ...Object.fromEntries(rows) };
  },
  write: (weights) => {
    const tensors = nets.flatMap((net) => [
      [`${net}.weight`, [...weights[`${net}.gates`]!, ...weights[`${net}.candidates`]!]],
      [`${net}.bias`, weights[`${net}.bias`]!],
    ]);
    const values = { ...weights, ...Object.fromEntries(tensors) };
    return writeWeights(defaultShape, values, "neuroveil train hybrid-first");
  },
  check: (file) => {
    const weights = readWeights(file);
    for (const net of nets) {
      checkWeights(net, weights[net]);
      checkMerging(net, weights[net]);
    }
  },
  weights: (file) => {
    const weights = readWeights(file);
    return { ...convolutionWeights(weights), ...lstmWeights(weights) };
  },
  network: (file) => new HybridNetwork(readWeights(file), defaultOptions),
};

function lstmWeights(file: HybridWeights): WholeWeights {
  const tensors = nets.flatMap((net) => {
    const { weight, bias } = file[net];
    return [
      [`${net}.gates`, Int16Array.from(weight.subarray(0, gateWeights))],
      [`${net}.candidates`, Int16Array.from(weight.subarray(gateWeights))],
      [`${net}.bias`, bias],
    ];
  });
  return Object.fromEntries(tensors) as WholeWeights;
}
